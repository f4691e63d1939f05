import * as z from 'zod';
import { defineEvent, defineRequest } from '../message.js';
import { LogCursor, LogPage } from '../policy-log.js';
import { Id, Timestamp } from '../primitives.js';

/** Who did what to what, from where: a row of the `activity` log, written in the transaction of the change. */
export const ActivityEntry = z.strictObject({
  kind: z.literal('activity'),
  id: Id,
  at: Timestamp,
  actor: z.strictObject({
    kind: z.enum(['user', 'robot', 'anonymous', 'system']),
    id: Id.nullable(),
    name: z.string().max(255),
  }),
  /** The token it was done with; null in the console. */
  credential: z.strictObject({ id: Id, name: z.string().max(255) }).nullable(),
  /** `grant.create`, `robot.rotate`, … */
  action: z.string().max(64),
  object: z.strictObject({ kind: z.string().max(64), id: z.string().max(64), name: z.string().max(512) }),
  registryId: Id.nullable(),
  /** The namespace whose managers may read this row. */
  namespaceId: Id.nullable(),
  /** Never a secret. */
  changes: z
    .array(
      z.strictObject({
        field: z.string().max(64),
        before: z.string().max(1024).nullable(),
        after: z.string().max(1024).nullable(),
      }),
    )
    .max(100),
  address: z.string().max(64),
  userAgent: z.string().max(512),
  requestId: z.string().max(128),
  /** The version of the policy that holds the change; null for what is no policy. */
  policyVersion: z.int().nullable(),
});
export type ActivityEntry = z.output<typeof ActivityEntry>;

export const ReadActivityLog = defineRequest({
  subject: 'identity.v1.activity.read',
  summary: 'Rows of the activity log after a cursor.',
  request: z.strictObject({
    after: LogCursor.nullable(),
    skip: z.int().nonnegative(),
    limit: z.int().min(1).max(2000),
  }),
  reply: LogPage,
});
export const ActivityChanged = defineEvent({
  subject: 'identity.v1.activity.changed',
  summary: 'Doorbell: the activity log is at n.',
  payload: z.strictObject({ n: z.int().nonnegative() }),
});
