import * as z from 'zod';
import { CredentialUse } from '../messages/decisions.js';
import { AddressRange, CredentialScope, Id, Timestamp } from '../primitives.js';
import { ListQuery, pageOf, SearchQuery } from './list.js';
import { defineRoute } from './route.js';

const Name = z.string().trim().min(1).max(100);
const Scopes = z.array(CredentialScope).min(1).max(100).nullable();
const Ranges = z.array(AddressRange).max(50);

export const TokenView = z
  .strictObject({
    id: Id,
    name: z.string(),
    /** null: all that its owner may. */
    scopes: z.array(CredentialScope).nullable(),
    expiresAt: Timestamp.nullable(),
    addressRanges: z.array(z.string()),
    createdAt: Timestamp,
    /** As the token log saw it; null: never, or the log is not to be had now. */
    lastUsed: CredentialUse.nullable(),
  })
  .meta({ id: 'Token' });
export type TokenView = z.output<typeof TokenView>;
/** The only answer that ever holds the secret. */
export const IssuedTokenView = TokenView.extend({ secret: z.string() }).meta({ id: 'IssuedToken' });
export type IssuedTokenView = z.output<typeof IssuedTokenView>;
export const NewToken = z
  .strictObject({
    name: Name,
    scopes: Scopes.optional(),
    /** Without it after the default number of days; null only where the settings allow tokens without an end. */
    expiresAt: Timestamp.nullable().optional(),
    addressRanges: Ranges.optional(),
  })
  .meta({ id: 'NewToken' });
export type NewToken = z.output<typeof NewToken>;

export const RobotSecretView = z
  .strictObject({ id: Id, createdAt: Timestamp, expiresAt: Timestamp.nullable(), lastUsed: CredentialUse.nullable() })
  .meta({ id: 'RobotSecret' });
export type RobotSecretView = z.output<typeof RobotSecretView>;
export const RobotName = z
  .string()
  .min(1)
  .max(64)
  .regex(
    /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/,
    'Lower-case letters and digits, joined by single ".", "_", "__" or dashes.',
  );
export const RobotView = z
  .strictObject({
    id: Id,
    name: RobotName,
    /** What it gives as user name: `<namespace>+<name>`, or `+<name>`. */
    login: z.string(),
    namespaceId: Id.nullable(),
    namespacePath: z.string().nullable(),
    registryId: Id.nullable(),
    /** Host that it logs in to; null for one that belongs to no namespace. */
    publicHost: z.string().nullable(),
    description: z.string(),
    scopes: z.array(CredentialScope).nullable(),
    expiresAt: Timestamp.nullable(),
    addressRanges: z.array(z.string()),
    status: z.enum(['active', 'disabled']),
    secrets: z.array(RobotSecretView),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Robot' });
export type RobotView = z.output<typeof RobotView>;
export const IssuedRobotView = RobotView.extend({ secret: z.string() }).meta({ id: 'IssuedRobot' });
export type IssuedRobotView = z.output<typeof IssuedRobotView>;
export const IssuedRobotSecretView = RobotSecretView.extend({ secret: z.string() }).meta({ id: 'IssuedRobotSecret' });
export type IssuedRobotSecretView = z.output<typeof IssuedRobotSecretView>;
export const NewRobot = z
  .strictObject({
    name: RobotName,
    namespaceId: Id.nullable().optional(),
    description: z.string().max(2000).optional(),
    scopes: Scopes.optional(),
    expiresAt: Timestamp.nullable().optional(),
    addressRanges: Ranges.optional(),
  })
  .meta({ id: 'NewRobot' });
export type NewRobot = z.output<typeof NewRobot>;
export const RobotChange = z
  .strictObject({
    description: z.string().max(2000).optional(),
    scopes: Scopes.optional(),
    expiresAt: Timestamp.nullable().optional(),
    addressRanges: Ranges.optional(),
    status: z.enum(['active', 'disabled']).optional(),
  })
  .meta({ id: 'RobotChange' });
export type RobotChange = z.output<typeof RobotChange>;
/** The secrets that are there end then; without it they live on until they are deleted. At most two live at once. */
export const RobotRotation = z.strictObject({ previousExpiresAt: Timestamp.optional() }).meta({ id: 'RobotRotation' });
export type RobotRotation = z.output<typeof RobotRotation>;

export const SessionItem = z
  .strictObject({
    id: Id,
    kind: z.enum(['console', 'refresh-token']),
    /** The session of this very request. */
    current: z.boolean(),
    /** With what a refresh token was made: the password, or the name of a token. */
    credential: z.string().nullable(),
    service: z.string().nullable(),
    createdAt: Timestamp.nullable(),
    lastSeenAt: Timestamp.nullable(),
    expiresAt: Timestamp.nullable(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'SessionItem' });
export type SessionItem = z.output<typeof SessionItem>;
/** `complete` is false where the token log did not answer: refresh tokens are then missing from the list. */
const SessionList = z
  .strictObject({ items: z.array(SessionItem), next: z.string().nullable(), complete: z.boolean() })
  .meta({ id: 'SessionList' });

/** A credential of the caller, or of a robot that the caller manages, that ends within two weeks. */
export const ExpiryNotice = z
  .strictObject({
    kind: z.enum(['token', 'robot', 'robot-secret']),
    /** Of the token, or of the robot. */
    id: Id,
    name: z.string(),
    expiresAt: Timestamp,
    /** The notice in force: 14, 3 or 1 days before; 0 once it has ended. */
    days: z.union([z.literal(14), z.literal(3), z.literal(1), z.literal(0)]),
  })
  .meta({ id: 'ExpiryNotice' });
export type ExpiryNotice = z.output<typeof ExpiryNotice>;

const ById = z.strictObject({ id: Id });
const ByToken = z.strictObject({ id: Id, tokenId: Id });
const BySecret = z.strictObject({ id: Id, secretId: Id });
const BySession = z.strictObject({ id: Id, sessionId: Id });
const tag = 'Credentials';
const owner = 'identity';
const limitErrors = ['PATTERN_INVALID', 'ADDRESS_RANGE_INVALID', 'EXPIRY_TOO_LATE', 'EXPIRY_PASSED'];

export const listTokens = defineRoute({
  operationId: 'listTokens',
  method: 'GET',
  path: '/me/tokens',
  tag,
  owner,
  summary: 'Own tokens, newest first.',
  query: ListQuery,
  reply: pageOf(TokenView),
});
export const createToken = defineRoute({
  operationId: 'createToken',
  method: 'POST',
  path: '/me/tokens',
  tag,
  owner,
  status: 201,
  summary: 'Make a token; the secret is in this answer and nowhere else.',
  body: NewToken,
  reply: IssuedTokenView,
  errors: limitErrors,
});
export const readToken = defineRoute({
  operationId: 'readToken',
  method: 'GET',
  path: '/me/tokens/{id}',
  tag,
  owner,
  summary: 'One own token.',
  params: ById,
  reply: TokenView,
});
export const revokeToken = defineRoute({
  operationId: 'revokeToken',
  method: 'DELETE',
  path: '/me/tokens/{id}',
  tag,
  owner,
  summary: 'Revoke an own token, and the refresh tokens made with it.',
  params: ById,
});
export const listUserTokens = defineRoute({
  operationId: 'listUserTokens',
  method: 'GET',
  path: '/users/{id}/tokens',
  tag,
  owner,
  access: 'administrator',
  summary: 'Tokens of a user.',
  params: ById,
  query: ListQuery,
  reply: pageOf(TokenView),
});
export const revokeUserToken = defineRoute({
  operationId: 'revokeUserToken',
  method: 'DELETE',
  path: '/users/{id}/tokens/{tokenId}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Revoke a token of a user.',
  params: ByToken,
});
export const listRobots = defineRoute({
  operationId: 'listRobots',
  method: 'GET',
  path: '/robots',
  tag,
  owner,
  summary: 'Robots of namespaces that the caller manages; administrators see all.',
  query: SearchQuery.extend({ namespaceId: Id.optional() }),
  reply: pageOf(RobotView),
});
export const createRobot = defineRoute({
  operationId: 'createRobot',
  method: 'POST',
  path: '/robots',
  tag,
  owner,
  status: 201,
  summary: 'Make a robot with its first secret, which is in this answer and nowhere else.',
  body: NewRobot,
  reply: IssuedRobotView,
  errors: ['ROBOT_NAME_TAKEN', 'NAMESPACE_NOT_FOUND', ...limitErrors],
});
export const readRobot = defineRoute({
  operationId: 'readRobot',
  method: 'GET',
  path: '/robots/{id}',
  tag,
  owner,
  summary: 'One robot.',
  params: ById,
  reply: RobotView,
});
export const changeRobot = defineRoute({
  operationId: 'changeRobot',
  method: 'PATCH',
  path: '/robots/{id}',
  tag,
  owner,
  summary: 'Change, disable or enable a robot.',
  params: ById,
  body: RobotChange,
  reply: RobotView,
  errors: limitErrors,
});
export const deleteRobot = defineRoute({
  operationId: 'deleteRobot',
  method: 'DELETE',
  path: '/robots/{id}',
  tag,
  owner,
  summary: 'Delete a robot, its secrets and its entries. Its login is never given away again.',
  params: ById,
});
export const rotateRobotSecret = defineRoute({
  operationId: 'rotateRobotSecret',
  method: 'POST',
  path: '/robots/{id}/secrets',
  tag,
  owner,
  status: 201,
  summary: 'Make a second secret beside the one in use.',
  params: ById,
  body: RobotRotation.prefault({}),
  reply: IssuedRobotSecretView,
  errors: ['TOO_MANY_SECRETS', ...limitErrors],
});
export const deleteRobotSecret = defineRoute({
  operationId: 'deleteRobotSecret',
  method: 'DELETE',
  path: '/robots/{id}/secrets/{secretId}',
  tag,
  owner,
  summary: 'End a secret of a robot.',
  params: BySecret,
});
export const listSessions = defineRoute({
  operationId: 'listSessions',
  method: 'GET',
  path: '/me/sessions',
  tag,
  owner,
  summary: 'Own console sessions, and refresh tokens as the token log saw them used.',
  query: ListQuery,
  reply: SessionList,
});
export const endSession = defineRoute({
  operationId: 'endSession',
  method: 'DELETE',
  path: '/me/sessions/{id}',
  tag,
  owner,
  summary: 'End one of them: the next use is refused.',
  params: ById,
});
export const endAllSessions = defineRoute({
  operationId: 'endAllSessions',
  method: 'DELETE',
  path: '/me/sessions',
  tag,
  owner,
  summary: 'End all of them, but for the session of this request.',
});
export const listUserSessions = defineRoute({
  operationId: 'listUserSessions',
  method: 'GET',
  path: '/users/{id}/sessions',
  tag,
  owner,
  access: 'administrator',
  summary: 'Sessions and refresh tokens of a user.',
  params: ById,
  query: ListQuery,
  reply: SessionList,
});
export const endUserSession = defineRoute({
  operationId: 'endUserSession',
  method: 'DELETE',
  path: '/users/{id}/sessions/{sessionId}',
  tag,
  owner,
  access: 'administrator',
  summary: 'End one session of a user.',
  params: BySession,
});
export const endAllUserSessions = defineRoute({
  operationId: 'endAllUserSessions',
  method: 'DELETE',
  path: '/users/{id}/sessions',
  tag,
  owner,
  access: 'administrator',
  summary: 'End all sessions and refresh tokens of a user.',
  params: ById,
});
export const listNotices = defineRoute({
  operationId: 'listNotices',
  method: 'GET',
  path: '/me/notices',
  tag,
  owner,
  summary: 'Tokens and robots that end within two weeks.',
  reply: z.strictObject({ items: z.array(ExpiryNotice) }),
});

export const credentialRoutes = [
  listTokens,
  createToken,
  readToken,
  revokeToken,
  listUserTokens,
  revokeUserToken,
  listRobots,
  createRobot,
  readRobot,
  changeRobot,
  deleteRobot,
  rotateRobotSecret,
  deleteRobotSecret,
  listSessions,
  endSession,
  endAllSessions,
  listUserSessions,
  endUserSession,
  endAllUserSessions,
  listNotices,
] as const;
