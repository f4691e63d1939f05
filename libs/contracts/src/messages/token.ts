import * as z from 'zod';
import { defineRequest } from '../message.js';
import { Id, RepositoryName, Timestamp } from '../primitives.js';

export const IssueRegistryAccess = defineRequest({
  subject: 'token.v1.registry-access.issue',
  summary: 'A token for registry-sync-service itself, from a closed list of system scopes; no other service may ask.',
  request: z.strictObject({
    registryId: Id,
    scope: z.discriminatedUnion('kind', [
      /** GET /v2/ only. */
      z.strictObject({ kind: z.literal('ping') }),
      z.strictObject({ kind: z.literal('catalog') }),
      z.strictObject({ kind: z.literal('pull'), repository: RepositoryName }),
    ]),
  }),
  reply: z.strictObject({ token: z.string(), expiresAt: Timestamp }),
});
