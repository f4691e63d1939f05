import * as z from 'zod';
import { defineEvent, defineRequest } from './message.js';
import { HeaderMode, Id, RegistryKind, Right, Timestamp, UserName } from './primitives.js';

/** States of the `policy` log: strict, since a reader that does not know a field must not skip it. Never a password hash. */
export const UserState = z.strictObject({
  kind: z.literal('user'),
  id: Id,
  username: UserName,
  administrator: z.boolean(),
  status: z.enum(['active', 'disabled']),
  /** Raised with every change of the password: cached verifications of an older one are void. */
  credentialVersion: z.int().nonnegative(),
});
export const RegistryState = z.strictObject({
  kind: z.literal('registry'),
  id: Id,
  name: z.string(),
  url: z.string(),
  publicHost: z.string(),
  service: z.string(),
  issuer: z.string(),
  registryKind: RegistryKind,
  refuseAnonymous: z.boolean(),
  headerMode: HeaderMode,
  caCertificate: z.string().nullable(),
  pullTokenSeconds: z.int(),
  pushTokenSeconds: z.int(),
});
export const NamespaceState = z.strictObject({
  kind: z.literal('namespace'),
  id: Id,
  registryId: Id,
  path: z.string(),
  owner: z.strictObject({ kind: z.literal('user'), id: Id }),
});
export const GrantState = z.strictObject({
  kind: z.literal('grant'),
  id: Id,
  registryId: Id,
  /** null: a registry-wide default. */
  namespaceId: Id.nullable(),
  principal: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), id: Id }),
    z.strictObject({ kind: z.literal('everyone') }),
    z.strictObject({ kind: z.literal('anonymous') }),
  ]),
  right: Right,
});
export const SigningKeyState = z.strictObject({
  kind: z.literal('signing-key'),
  id: Id,
  /** The zot registry that alone trusts this key; null: the ring shared by Distribution registries. */
  registryId: Id.nullable(),
  role: z.enum(['ca', 'leaf']),
  state: z.enum(['next', 'active', 'retiring', 'retired']),
  algorithm: z.enum(['ES256', 'RS256']),
  /** PEM. */
  certificate: z.string().nullable(),
  publicJwk: z.record(z.string(), z.string()),
  /** Opened by token-service alone. */
  sealedPrivateKey: z.string(),
  notAfter: Timestamp.nullable(),
});
export const PolicyState = z.discriminatedUnion('kind', [
  UserState,
  RegistryState,
  NamespaceState,
  GrantState,
  SigningKeyState,
]);
export type PolicyState = z.output<typeof PolicyState>;
export type UserState = z.output<typeof UserState>;
export type RegistryState = z.output<typeof RegistryState>;
export type NamespaceState = z.output<typeof NamespaceState>;
export type GrantState = z.output<typeof GrantState>;
export type SigningKeyState = z.output<typeof SigningKeyState>;

/** Where a reader of a log stands: the number of a commit and its random id, which tells a restored log from the old one. */
export const LogCursor = z.strictObject({ n: z.int().nonnegative(), id: z.string() });
export type LogCursor = z.output<typeof LogCursor>;

/** A row of a log; `state` is JSON text, null for a tombstone; `last` closes the commit `n`. */
export const LogRow = z.strictObject({
  n: z.int().positive(),
  id: z.string(),
  kind: z.string(),
  key: z.string(),
  state: z.string().nullable(),
  last: z.boolean(),
});
export type LogRow = z.output<typeof LogRow>;

export const LogPage = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('rows'), rows: z.array(LogRow), head: LogCursor }),
  /** The owner does not know the cursor: the reader starts over from a snapshot. */
  z.strictObject({ outcome: z.literal('snapshot'), head: LogCursor }),
]);
export type LogPage = z.output<typeof LogPage>;

export const SnapshotPage = z.strictObject({
  rows: z.array(z.strictObject({ kind: z.string(), key: z.string(), state: z.string() })),
  next: z.strictObject({ kind: z.string(), after: z.string() }).nullable(),
});
export type SnapshotPage = z.output<typeof SnapshotPage>;

export const ReadPolicyLog = defineRequest({
  subject: 'identity.v1.policy.read',
  summary: 'Rows of the policy log after a cursor, or the word that a snapshot is needed.',
  request: z.strictObject({
    after: LogCursor.nullable(),
    /** The place inside a commit that spans pages: how many of its rows were received. */
    skip: z.int().nonnegative(),
    limit: z.int().min(1).max(2000),
  }),
  reply: LogPage,
});
export const ReadPolicySnapshot = defineRequest({
  subject: 'identity.v1.policy.snapshot',
  summary: 'A page of the current states, by primary key.',
  request: z.strictObject({
    from: z.strictObject({ kind: z.string(), after: z.string() }).nullable(),
    limit: z.int().min(1).max(2000),
  }),
  reply: SnapshotPage,
});
export const PolicyChanged = defineEvent({
  subject: 'identity.v1.policy.changed',
  summary: 'Doorbell: the policy log is at n.',
  payload: z.strictObject({ n: z.int().nonnegative() }),
});
