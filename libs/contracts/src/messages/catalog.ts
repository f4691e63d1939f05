import { z } from 'zod';
import { defineRequest } from '../message.js';
import { Id, NamespacePath } from '../primitives.js';

export const ListFoundNames = defineRequest({
  subject: 'catalog.v1.names.list-found',
  summary:
    'First components of repository names that a registry shows and no namespace owns ("" stands for names without a slash).',
  request: z.strictObject({
    registryId: Id.nullable(),
    atLeast: z.int().nonnegative(),
    limit: z.int().min(1).max(200),
    cursor: z.string().nullable(),
  }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ registryId: Id, path: NamespacePath, repositoryCount: z.int() })),
    next: z.string().nullable(),
  }),
});
