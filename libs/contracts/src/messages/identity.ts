import * as z from 'zod';
import { UserView } from '../console/users.js';
import { defineEvent, defineRequest } from '../message.js';
import { SigningKeyState } from '../policy-log.js';
import { Caller } from '../envelope.js';
import {
  Email,
  Id,
  NamespacePath,
  NewPassword,
  PresentedSecret,
  RepositoryName,
  Timestamp,
  UserName,
} from '../primitives.js';

/** Where a sign-in came from. */
const Origin = { address: z.string().max(64), userAgent: z.string().max(512) };

export const VerifyCredentials = defineRequest({
  subject: 'identity.v1.credentials.verify',
  summary: 'Checks a user name and a password; every failure is one error, INVALID_CREDENTIALS, at the same cost.',
  request: z.strictObject({ username: z.string().max(255), password: PresentedSecret, address: z.string().max(64) }),
  reply: z.strictObject({ userId: Id, credentialVersion: z.int(), policyVersion: z.int() }),
  timeoutMs: 5000,
});

/** A signed-in browser. `secret` is the cookie's value, given once; identity-service keeps its SHA-256 only. */
export const OpenedSession = z.strictObject({
  secret: z.string(),
  sessionId: Id,
  expiresAt: Timestamp,
  user: UserView,
  policyVersion: z.int(),
});
export const OpenSession = defineRequest({
  subject: 'identity.v1.session.open',
  summary: 'Signs a person in by name and password.',
  request: z.strictObject({ username: z.string().max(255), password: z.string().max(1024), ...Origin }),
  reply: OpenedSession,
  timeoutMs: 5000,
});
export const ResolveSession = defineRequest({
  subject: 'identity.v1.session.resolve',
  summary: 'Who a session cookie is; asked with the SHA-256 (hex) of its value.',
  request: z.strictObject({ secretHash: z.string().length(64) }),
  reply: z.strictObject({
    session: z.strictObject({ sessionId: Id, expiresAt: Timestamp, user: UserView }).nullable(),
  }),
});
export const CloseSession = defineRequest({
  subject: 'identity.v1.session.close',
  summary: 'Signs a browser out.',
  request: z.strictObject({ secretHash: z.string().length(64) }),
  reply: z.strictObject({ closed: z.boolean() }),
});
export const SessionsEnded = defineEvent({
  subject: 'identity.v1.session.ended',
  summary: 'Sessions that are refused from now on (signed out, password changed, user disabled).',
  payload: z.strictObject({ sessionIds: z.array(Id) }),
});

export const ReadSetup = defineRequest({
  subject: 'identity.v1.setup.read',
  summary: 'Whether the first administrator is still to be made.',
  request: z.strictObject({}),
  reply: z.strictObject({ required: z.boolean() }),
});
export const CompleteSetup = defineRequest({
  subject: 'identity.v1.setup.complete',
  summary: 'Makes the first administrator with the one-time setup code, and signs in.',
  request: z.strictObject({
    code: z.string().max(256),
    username: UserName,
    password: NewPassword,
    email: Email.nullable(),
    ...Origin,
  }),
  reply: OpenedSession,
  timeoutMs: 5000,
});

export const PutKeyRing = defineRequest({
  subject: 'identity.v1.key-ring.put',
  summary:
    'Stores sealed signing keys, unless the ring changed after the version they were made from (KEY_RING_CHANGED).',
  request: z.strictObject({ basedOn: z.int().nonnegative(), keys: z.array(SigningKeyState).min(1) }),
  reply: z.strictObject({ policyVersion: z.int() }),
});

export const ResolveCredential = defineRequest({
  subject: 'identity.v1.credential.resolve',
  summary: 'Who presents the secret of a token or of a robot to the console API; null: nobody may with it, from there.',
  request: z.strictObject({
    /** SHA-256 of the secret, hex. */
    secretHash: z.string().length(64),
    /** The name that was presented beside it (Basic); null with Bearer. */
    name: z.string().max(320).nullable(),
    address: z.string().max(64),
  }),
  reply: z.strictObject({ caller: Caller.nullable() }),
});

export const ReserveNamespace = defineRequest({
  subject: 'identity.v1.namespace.reserve',
  summary:
    'Makes the namespace of a first push for whoever pushes, where the registry is set so, nobody has it, and nothing is stored there; NAMESPACE_NOT_AVAILABLE, REGISTRY_NOT_READ or TOO_MANY_NAMESPACES else.',
  request: z.strictObject({
    registryId: Id,
    path: NamespacePath,
    /** What is pushed to. */
    repository: RepositoryName,
    userId: Id,
    requestId: z.string().max(128),
    ...Origin,
  }),
  reply: z.strictObject({ namespaceId: Id, policyVersion: z.int() }),
  // The registry itself is asked on the way.
  timeoutMs: 8000,
});
