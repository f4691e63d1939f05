import * as z from 'zod';
import { defineRequest } from '../message.js';
import { Id, NamespacePath, RepositoryName } from '../primitives.js';

export const ProbeName = defineRequest({
  subject: 'sync.v1.names.probe',
  summary: 'Asks a registry itself whether anything is stored below a path, before somebody becomes its owner.',
  request: z.strictObject({
    registryId: Id,
    url: z.string().max(2048),
    path: NamespacePath,
    /** The repository that is to be pushed to. */
    repository: RepositoryName,
    /** The policy in which the asker found the registry. */
    atLeast: z.int().nonnegative(),
  }),
  reply: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('empty') }),
    z.strictObject({ outcome: z.literal('stored'), name: RepositoryName }),
    /** The registry did not say. */
    z.strictObject({ outcome: z.literal('unknown'), reason: z.string().max(1024) }),
  ]),
  timeoutMs: 4000,
});
