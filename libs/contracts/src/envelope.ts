import * as z from 'zod';
import { Id } from './primitives.js';

/** Who calls; only the gateway makes envelopes, and only its bus user may publish console subjects. */
export const Caller = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous') }),
  z.strictObject({ kind: z.literal('user'), userId: Id, sessionId: Id }),
  /** A personal access token or the secret of a robot: never more than its owner, and never more than its limits. */
  z.strictObject({
    kind: z.literal('credential'),
    credentialId: Id,
    owner: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('user'), id: Id }),
      z.strictObject({ kind: z.literal('robot'), id: Id }),
    ]),
  }),
]);
export type Caller = z.output<typeof Caller>;

/** What travels with every console request. */
export const Envelope = z.strictObject({
  requestId: z.string().max(128),
  caller: Caller,
  /** The client's address as the gateway knows it (trusted proxies only). */
  address: z.string().max(64),
  userAgent: z.string().max(512),
  /** The policy version that the caller has seen: the answer is at least that new, or 503 POLICY_NOT_YET. */
  atLeast: z.int().nonnegative().optional(),
  /** Makes a repeated request get the first answer. */
  commandId: z.string().max(128).optional(),
  /** The entity tag that the caller believes current. */
  ifMatch: z.string().max(128).optional(),
});
export type Envelope = z.output<typeof Envelope>;

/** A console request on the bus. `body` is checked by the owner, after permission (403 before 422). */
export const ConsoleCall = z.strictObject({
  envelope: Envelope,
  params: z.record(z.string(), z.string()),
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** Absent where the request had none, or the route takes none. */
  body: z.unknown().optional(),
});
export type ConsoleCall = z.output<typeof ConsoleCall>;

/** A console answer on the bus. */
export const ConsoleReply = z.strictObject({
  status: z.int(),
  body: z.unknown(),
  /** Set on every change: the version of the policy that holds it. */
  policyVersion: z.int().nullable(),
  location: z.string().nullable(),
  /** The object's version, from which the entity tag is made. */
  version: z.int().nullable(),
  /** For answers that are not JSON (a configuration to paste). */
  contentType: z.string().nullable(),
});
export type ConsoleReply = z.output<typeof ConsoleReply>;
