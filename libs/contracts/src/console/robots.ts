import * as z from 'zod';
import { CredentialUse } from '../messages/decisions.js';
import { CredentialScope, Id, shortName, Timestamp } from '../primitives.js';
import { CredentialRanges, CredentialScopes, limitErrors } from './credential-limits.js';
import { pageOf, SearchQuery } from './list.js';
import { defineRoute } from './route.js';

export const RobotSecretView = z
  .strictObject({ id: Id, createdAt: Timestamp, expiresAt: Timestamp.nullable(), lastUsed: CredentialUse.nullable() })
  .meta({ id: 'RobotSecret' });
export type RobotSecretView = z.output<typeof RobotSecretView>;
export const RobotName = shortName();
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
    scopes: CredentialScopes.optional(),
    expiresAt: Timestamp.nullable().optional(),
    addressRanges: CredentialRanges.optional(),
  })
  .meta({ id: 'NewRobot' });
export type NewRobot = z.output<typeof NewRobot>;
export const RobotChange = z
  .strictObject({
    description: z.string().max(2000).optional(),
    scopes: CredentialScopes.optional(),
    expiresAt: Timestamp.nullable().optional(),
    addressRanges: CredentialRanges.optional(),
    status: z.enum(['active', 'disabled']).optional(),
  })
  .meta({ id: 'RobotChange' });
export type RobotChange = z.output<typeof RobotChange>;
/** The secrets that are there end then; without it they live on until they are deleted. At most two live at once. */
export const RobotRotation = z.strictObject({ previousExpiresAt: Timestamp.optional() }).meta({ id: 'RobotRotation' });
export type RobotRotation = z.output<typeof RobotRotation>;

const ById = z.strictObject({ id: Id });
const BySecret = z.strictObject({ id: Id, secretId: Id });
const tag = 'Credentials';
const owner = 'identity';

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

export const robotRoutes = [
  listRobots,
  createRobot,
  readRobot,
  changeRobot,
  deleteRobot,
  rotateRobotSecret,
  deleteRobotSecret,
] as const;
