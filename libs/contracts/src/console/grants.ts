import * as z from 'zod';
import { EntryVerb, Id, PatternText, Right, Timestamp } from '../primitives.js';
import { ListQuery, pageOf } from './list.js';
import { defineRoute } from './route.js';
import { UserReference } from './users.js';

export const GrantPrincipal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id: Id }),
  z.strictObject({ kind: z.literal('group'), id: Id }),
  z.strictObject({ kind: z.literal('robot'), id: Id }),
  /** Members and managers of the namespace; no default of a registry can say so. */
  z.strictObject({ kind: z.literal('members') }),
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('anonymous') }),
]);
export type GrantPrincipal = z.output<typeof GrantPrincipal>;

export const GrantView = z
  .strictObject({
    id: Id,
    registryId: Id,
    /** null: a default of the whole registry. */
    namespaceId: Id.nullable(),
    principal: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('user'), id: Id, user: UserReference }),
      z.strictObject({ kind: z.literal('group'), id: Id, name: z.string() }),
      /** `name` is its login. */
      z.strictObject({ kind: z.literal('robot'), id: Id, name: z.string() }),
      z.strictObject({ kind: z.literal('members') }),
      z.strictObject({ kind: z.literal('everyone') }),
      z.strictObject({ kind: z.literal('anonymous') }),
    ]),
    /** The strongest right that the verbs contain. */
    right: Right,
    verbs: z.array(EntryVerb),
    /** Whole repository names; null: everything in the namespace. */
    pattern: z.string().nullable(),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Grant' });
export type GrantView = z.output<typeof GrantView>;

/** `verbs` says exactly what is given; without it, what the right contains. */
export const NewGrant = z
  .strictObject({
    principal: GrantPrincipal,
    right: Right,
    verbs: z.array(EntryVerb).max(5).optional(),
    pattern: PatternText.nullable().optional(),
  })
  .meta({ id: 'NewGrant' });
export type NewGrant = z.output<typeof NewGrant>;
export const GrantChange = z
  .strictObject({ right: Right, verbs: z.array(EntryVerb).max(5).optional() })
  .meta({ id: 'GrantChange' });
export type GrantChange = z.output<typeof GrantChange>;

const ById = z.strictObject({ id: Id });
const ByGrant = z.strictObject({ id: Id, grantId: Id });
const tag = 'Namespaces and rights';
const owner = 'identity';

export const listGrants = defineRoute({
  operationId: 'listGrants',
  method: 'GET',
  path: '/namespaces/{id}/grants',
  tag,
  owner,
  summary: 'Entries of a namespace, for whoever manages it.',
  params: ById,
  query: ListQuery,
  reply: pageOf(GrantView),
});
export const createGrant = defineRoute({
  operationId: 'createGrant',
  method: 'POST',
  path: '/namespaces/{id}/grants',
  tag,
  owner,
  status: 201,
  summary: 'Give a right.',
  params: ById,
  body: NewGrant,
  reply: GrantView,
  errors: [
    ...['GRANT_EXISTS', 'PRINCIPAL_NOT_FOUND', 'ANONYMOUS_READ_ONLY', 'MANAGE_OF_PATTERN'],
    ...['PATTERN_INVALID', 'PATTERN_OUTSIDE'],
  ],
});
export const readGrant = defineRoute({
  operationId: 'readGrant',
  method: 'GET',
  path: '/namespaces/{id}/grants/{grantId}',
  tag,
  owner,
  summary: 'One entry.',
  params: ByGrant,
  reply: GrantView,
});
export const changeGrant = defineRoute({
  operationId: 'changeGrant',
  method: 'PATCH',
  path: '/namespaces/{id}/grants/{grantId}',
  tag,
  owner,
  summary: 'Change a right.',
  params: ByGrant,
  body: GrantChange,
  reply: GrantView,
  errors: ['ANONYMOUS_READ_ONLY', 'MANAGE_OF_PATTERN'],
});
export const deleteGrant = defineRoute({
  operationId: 'deleteGrant',
  method: 'DELETE',
  path: '/namespaces/{id}/grants/{grantId}',
  tag,
  owner,
  summary: 'Take a right away.',
  params: ByGrant,
});
export const listDefaultGrants = defineRoute({
  operationId: 'listDefaultGrants',
  method: 'GET',
  path: '/registries/{id}/grants',
  tag,
  owner,
  access: 'administrator',
  summary: 'Defaults of a registry.',
  params: ById,
  query: ListQuery,
  reply: pageOf(GrantView),
});
export const createDefaultGrant = defineRoute({
  operationId: 'createDefaultGrant',
  method: 'POST',
  path: '/registries/{id}/grants',
  tag,
  owner,
  access: 'administrator',
  status: 201,
  summary: 'Set a default for every namespace of a registry.',
  params: ById,
  body: NewGrant,
  reply: GrantView,
  errors: [
    ...['GRANT_EXISTS', 'PRINCIPAL_NOT_FOUND', 'ANONYMOUS_READ_ONLY', 'MANAGE_OF_PATTERN'],
    ...['PATTERN_INVALID', 'PATTERN_OUTSIDE'],
  ],
});
export const readDefaultGrant = defineRoute({
  operationId: 'readDefaultGrant',
  method: 'GET',
  path: '/registries/{id}/grants/{grantId}',
  tag,
  owner,
  access: 'administrator',
  summary: 'One default.',
  params: ByGrant,
  reply: GrantView,
});
export const changeDefaultGrant = defineRoute({
  operationId: 'changeDefaultGrant',
  method: 'PATCH',
  path: '/registries/{id}/grants/{grantId}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Change a default.',
  params: ByGrant,
  body: GrantChange,
  reply: GrantView,
  errors: ['ANONYMOUS_READ_ONLY', 'MANAGE_OF_PATTERN'],
});
export const deleteDefaultGrant = defineRoute({
  operationId: 'deleteDefaultGrant',
  method: 'DELETE',
  path: '/registries/{id}/grants/{grantId}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Take a default away.',
  params: ByGrant,
});

export const grantRoutes = [
  listGrants,
  createGrant,
  readGrant,
  changeGrant,
  deleteGrant,
  listDefaultGrants,
  createDefaultGrant,
  readDefaultGrant,
  changeDefaultGrant,
  deleteDefaultGrant,
] as const;
