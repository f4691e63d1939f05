import * as z from 'zod';
import { defineEvent } from '../message.js';
import { Id, Timestamp } from '../primitives.js';

/** What a replica of the policy tells every 2 s, and at once when a new version is in force. */
export const ReplicaReport = z.strictObject({
  /** Random, made at each start. */
  instance: Id,
  service: z.literal('token'),
  /** What it can read of the log (POLICY_FORMAT). */
  format: z.int().positive(),
  version: z.int().nonnegative(),
  /** Seconds since the owner last confirmed that this is the newest policy. */
  ageSeconds: z.number().nonnegative(),
  /** The newest version of the key ring it signs with; 0 before there is one. */
  keyRingVersion: z.int().nonnegative(),
  /** The latest end of a token that it issued, by the registry's id. */
  latestExpiry: z.record(Id, Timestamp),
});
export type ReplicaReport = z.output<typeof ReplicaReport>;

export const ReplicaReported = defineEvent({
  subject: 'token.v1.replica.reported',
  summary: 'Which version of the policy a token server enforces.',
  payload: ReplicaReport,
});
export const ReplicaLeft = defineEvent({
  subject: 'token.v1.replica.left',
  summary: 'A token server says goodbye: it issues nothing any more.',
  payload: z.strictObject({ instance: Id }),
});
