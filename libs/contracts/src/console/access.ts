import * as z from 'zod';
import { ActionReason } from '../messages/decisions.js';
import { EntryVerb, Id } from '../primitives.js';
import { ListQuery, pageOf } from './list.js';
import { defineRoute } from './route.js';

export const PolicyView = z
  .strictObject({
    version: z.int(),
    /** Token servers, and which version each enforces. */
    replicas: z.array(z.strictObject({ instance: Id, version: z.int(), ageSeconds: z.number() })),
  })
  .meta({ id: 'Policy' });
export type PolicyView = z.output<typeof PolicyView>;

export const ExplainBody = z
  .strictObject({
    principal: z.union([
      /** `token` is the id of a personal access token or of a robot's secret; without an id `user` is the caller. */
      z.strictObject({ kind: z.enum(['user', 'group', 'robot', 'token']), id: Id.optional() }),
      z.strictObject({ kind: z.literal('anonymous') }),
      z.strictObject({ account: z.string().min(1).max(320), password: z.string().min(1).max(1024) }),
    ]),
    /** The service name of a registry; or its id, for people to whom service names are not shown. */
    service: z.string().max(255),
    scopes: z.array(z.string().max(512)).min(1).max(100),
    address: z.string().max(64).optional(),
  })
  .meta({ id: 'ExplainBody' });
export type ExplainBody = z.output<typeof ExplainBody>;

/** A step of the way to a decision, in the order in which it was taken. */
export const ExplainStep = z
  .strictObject({
    kind: z.enum(['administrator', 'status', 'rule', 'named', 'general', 'anonymous', 'limit', 'default']),
    id: z.string().optional(),
    level: z.string().optional(),
    /** Whether it decided, added to the answer, was passed over, or took something away. */
    effect: z.enum(['decides', 'adds', 'passed', 'limits']),
    actions: z.array(z.string()),
    text: z.string(),
  })
  .meta({ id: 'ExplainStep' });
export type ExplainStep = z.output<typeof ExplainStep>;

export const Explanation = z
  .strictObject({
    subject: z.string(),
    grants: z.array(
      z.strictObject({
        scope: z.string(),
        asked: z.array(z.string()),
        granted: z.array(z.string()),
        because: z.array(ActionReason),
        chain: z.array(ExplainStep),
        /** The smallest change that would turn an action, where there is one. */
        flips: z.array(z.strictObject({ action: z.string(), text: z.string() })),
        /** Whom to ask, where something is denied that the caller may know of. */
        owners: z.array(z.string()),
      }),
    ),
    /** Scopes that ask for nothing that could be granted, and why. */
    dropped: z.array(z.strictObject({ scope: z.string(), reason: z.string() })),
    /** What a client would get, in the words of a token request. */
    scope: z.string(),
    policyVersion: z.int(),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.output<typeof Explanation>;

/** One line of a reverse view. */
export const AccessLine = z
  .strictObject({
    principal: z.strictObject({
      kind: z.enum(['user', 'group', 'robot', 'everyone', 'anonymous']),
      id: Id.nullable(),
      name: z.string(),
    }),
    registryId: Id,
    registryName: z.string(),
    namespaceId: Id.nullable(),
    /** Namespace, pattern or single repository that the line is about. */
    path: z.string(),
    actions: z.array(EntryVerb),
    source: z.strictObject({ kind: z.string(), id: z.string().optional(), text: z.string() }),
  })
  .meta({ id: 'AccessLine' });
export type AccessLine = z.output<typeof AccessLine>;

const owner = 'identity';
const tag = 'Why';

export const readPolicy = defineRoute({
  operationId: 'readPolicy',
  method: 'GET',
  path: '/policy',
  tag,
  owner,
  summary: 'The version of the policy, and where it is in force.',
  reply: PolicyView,
});
export const explainAccess = defineRoute({
  operationId: 'explainAccess',
  method: 'POST',
  path: '/explain',
  tag,
  owner,
  summary: 'What the token door would answer, and why.',
  body: ExplainBody,
  reply: Explanation,
  errors: ['SERVICE_NOT_FOUND', 'PRINCIPAL_NOT_FOUND', 'INVALID_CREDENTIALS', 'TOKENS_ONLY', 'TOO_MANY_ATTEMPTS'],
});
export const listAccess = defineRoute({
  operationId: 'listAccess',
  method: 'GET',
  path: '/access',
  tag,
  owner,
  summary: 'Who can do what in a namespace; or what one user, group or robot can do, and where.',
  query: ListQuery.extend({
    namespaceId: Id.optional(),
    userId: Id.optional(),
    groupId: Id.optional(),
    robotId: Id.optional(),
    q: z.string().max(255).optional(),
  }),
  reply: pageOf(AccessLine),
});

export const accessRoutes = [readPolicy, explainAccess, listAccess] as const;
