import * as z from 'zod';
import { defineEvent, defineRequest } from './message.js';
import {
  AddressRange,
  CredentialScope,
  EntryVerb,
  HeaderMode,
  Id,
  MemberRole,
  PatternText,
  RegistryKind,
  Right,
  Timestamp,
  UserName,
} from './primitives.js';

/** What this program can read of the log: raised with every new kind or field. Replicas report it. */
export const POLICY_FORMAT = 2;

const Labels = z.record(z.string(), z.array(z.string()));
const NumberOfPolicy = z.int().nonnegative();

/**
 * States of the `policy` log: strict, since a reader that does not know a field must not skip it. Never a password hash.
 * Fields that came later have a default, by which rows of an older program are read.
 */
export const UserState = z.strictObject({
  kind: z.literal('user'),
  id: Id,
  username: UserName,
  administrator: z.boolean(),
  status: z.enum(['active', 'disabled']),
  /** Raised with every change of the password: cached verifications of an older one are void. */
  credentialVersion: z.int().nonnegative(),
  /** By which rules may name users. */
  labels: Labels.default({}),
  /** Refresh tokens issued at an older policy are dead: password changed, user disabled, everything revoked. */
  refreshRevokedBelow: NumberOfPolicy.default(0),
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
  /** Paths directly below which a first push makes a namespace; "" is the top. */
  createOnPush: z.array(z.string()).default([]),
  /** Whether a first push to `alice/…` by alice makes the namespace `alice`. */
  personalNamespaces: z.boolean().default(false),
});
export const NamespaceState = z.strictObject({
  kind: z.literal('namespace'),
  id: Id,
  registryId: Id,
  path: z.string(),
  owner: z.strictObject({ kind: z.enum(['user', 'group']), id: Id }),
});
export const GroupState = z.strictObject({ kind: z.literal('group'), id: Id, name: z.string() });
export const GroupMemberState = z.strictObject({
  kind: z.literal('group-member'),
  id: Id,
  groupId: Id,
  userId: Id,
  role: MemberRole,
});
export const NamespaceMemberState = z.strictObject({
  kind: z.literal('namespace-member'),
  id: Id,
  namespaceId: Id,
  userId: Id,
  role: MemberRole,
});
export const GrantState = z.strictObject({
  kind: z.literal('grant'),
  id: Id,
  registryId: Id,
  /** null: a registry-wide default. */
  namespaceId: Id.nullable(),
  principal: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), id: Id }),
    z.strictObject({ kind: z.literal('group'), id: Id }),
    z.strictObject({ kind: z.literal('robot'), id: Id }),
    /** Members and managers of the namespace that the entry is in. */
    z.strictObject({ kind: z.literal('members') }),
    z.strictObject({ kind: z.literal('everyone') }),
    z.strictObject({ kind: z.literal('anonymous') }),
  ]),
  right: Right,
  /** Exactly these, where the right alone does not say it; null: what the right contains. */
  verbs: z.array(EntryVerb).nullable().default(null),
  /** Whole repository names inside the namespace; one without a wildcard is a single repository. null: all of it. */
  pattern: PatternText.nullable().default(null),
});
export const RobotState = z.strictObject({
  kind: z.literal('robot'),
  id: Id,
  /** `<namespace>+<name>`, or `+<name>`. */
  login: z.string(),
  /** Whose robot it is; null: of the installation. */
  namespaceId: Id.nullable(),
  status: z.enum(['active', 'disabled']),
  expiresAt: Timestamp.nullable(),
  /** null: all that its namespace holds; of a robot without a namespace: nothing but its entries. */
  scopes: z.array(CredentialScope).nullable(),
  addressRanges: z.array(AddressRange),
  refreshRevokedBelow: NumberOfPolicy,
});
/** A personal access token or one secret of a robot. */
export const CredentialState = z.strictObject({
  kind: z.literal('credential'),
  id: Id,
  name: z.string(),
  owner: z.strictObject({ kind: z.enum(['user', 'robot']), id: Id }),
  /** SHA-256 of the whole secret, hex. */
  secretHash: z.string().length(64),
  /** null: all that its owner may. */
  scopes: z.array(CredentialScope).nullable(),
  expiresAt: Timestamp.nullable(),
  /** Empty: from anywhere. */
  addressRanges: z.array(AddressRange),
});
/** A refresh token that somebody ended; forgotten once it would have expired. */
export const RefreshRevocationState = z.strictObject({
  kind: z.literal('refresh-revocation'),
  id: Id,
  expiresAt: Timestamp,
});
export const RuleMatch = z.strictObject({
  account: z.string().max(1024).optional(),
  type: z.string().max(1024).optional(),
  name: z.string().max(1024).optional(),
  ip: z.string().max(64).optional(),
  service: z.string().max(1024).optional(),
  labels: z.record(z.string(), z.string().max(1024)).optional(),
});
export const RuleState = z.strictObject({
  kind: z.literal('rule'),
  id: Id,
  registryId: Id,
  /** Rules are asked in this order. */
  position: z.int().nonnegative(),
  match: RuleMatch,
  actions: z.array(z.string().max(64)).max(64),
  /** Whether a regular expression must match the whole value; those of docker_auth need not. */
  anchored: z.boolean(),
  comment: z.string(),
});
/** The key is the id of the registry. */
export const RuleListState = z.strictObject({
  kind: z.literal('rule-list'),
  id: Id,
  /** Whether what no rule matches is denied, instead of left to the entries. */
  rulesOnly: z.boolean(),
});
/** There is one. */
export const SETTINGS_ID = '00000000-0000-7000-8000-000000000001';
export const SettingsState = z.strictObject({
  kind: z.literal('settings'),
  id: Id,
  /** Whether passwords are refused at the token endpoint. */
  tokensOnly: z.boolean(),
  decisionRetentionDays: z.int().positive().default(90),
  activityRetentionDays: z.int().positive().default(365),
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
  GroupState,
  GroupMemberState,
  NamespaceMemberState,
  RobotState,
  CredentialState,
  RefreshRevocationState,
  RuleState,
  RuleListState,
  SettingsState,
]);
export type PolicyState = z.output<typeof PolicyState>;
export type UserState = z.output<typeof UserState>;
export type RegistryState = z.output<typeof RegistryState>;
export type NamespaceState = z.output<typeof NamespaceState>;
export type GrantState = z.output<typeof GrantState>;
export type SigningKeyState = z.output<typeof SigningKeyState>;
export type GroupState = z.output<typeof GroupState>;
export type GroupMemberState = z.output<typeof GroupMemberState>;
export type NamespaceMemberState = z.output<typeof NamespaceMemberState>;
export type RobotState = z.output<typeof RobotState>;
export type CredentialState = z.output<typeof CredentialState>;
export type RefreshRevocationState = z.output<typeof RefreshRevocationState>;
export type RuleMatch = z.output<typeof RuleMatch>;
export type RuleState = z.output<typeof RuleState>;
export type RuleListState = z.output<typeof RuleListState>;
export type SettingsState = z.output<typeof SettingsState>;

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
