import * as z from 'zod';
import { EntryVerb, Id, PatternText, Right, Timestamp } from '../primitives.js';
import { pageOf, SearchQuery } from './list.js';
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

/** What a route is called, and what it is for. */
type Named = readonly [operationId: string, summary: string];

/** Entries are read and written alike wherever they stand; who may, and below which address, differs. */
function entryRoutes(
  path: string,
  access: 'signed-in' | 'administrator',
  names: Readonly<Record<'list' | 'create' | 'read' | 'change' | 'remove', Named>>,
) {
  const common = ([operationId, summary]: Named) =>
    ({ operationId, summary, access, tag: 'Namespaces and rights', owner: 'identity' }) as const;
  const one = `${path}/{grantId}`;
  return {
    list: defineRoute({
      ...common(names.list),
      method: 'GET',
      path,
      params: ById,
      /** `q`: a part of the name of whoever an entry is for, or of its pattern. */
      query: SearchQuery,
      reply: pageOf(GrantView),
    }),
    create: defineRoute({
      ...common(names.create),
      method: 'POST',
      path,
      status: 201,
      params: ById,
      body: NewGrant,
      reply: GrantView,
      errors: [
        ...['GRANT_EXISTS', 'PRINCIPAL_NOT_FOUND', 'ANONYMOUS_READ_ONLY', 'MANAGE_OF_PATTERN'],
        ...['PATTERN_INVALID', 'PATTERN_OUTSIDE'],
      ],
    }),
    read: defineRoute({ ...common(names.read), method: 'GET', path: one, params: ByGrant, reply: GrantView }),
    change: defineRoute({
      ...common(names.change),
      method: 'PATCH',
      path: one,
      params: ByGrant,
      body: GrantChange,
      reply: GrantView,
      errors: ['ANONYMOUS_READ_ONLY', 'MANAGE_OF_PATTERN'],
    }),
    remove: defineRoute({ ...common(names.remove), method: 'DELETE', path: one, params: ByGrant }),
  };
}

export const {
  list: listGrants,
  create: createGrant,
  read: readGrant,
  change: changeGrant,
  remove: deleteGrant,
} = entryRoutes('/namespaces/{id}/grants', 'signed-in', {
  list: ['listGrants', 'Entries of a namespace, for whoever manages it.'],
  create: ['createGrant', 'Give a right.'],
  read: ['readGrant', 'One entry.'],
  change: ['changeGrant', 'Change a right.'],
  remove: ['deleteGrant', 'Take a right away.'],
});

export const {
  list: listDefaultGrants,
  create: createDefaultGrant,
  read: readDefaultGrant,
  change: changeDefaultGrant,
  remove: deleteDefaultGrant,
} = entryRoutes('/registries/{id}/grants', 'administrator', {
  list: ['listDefaultGrants', 'Defaults of a registry.'],
  create: ['createDefaultGrant', 'Set a default for every namespace of a registry.'],
  read: ['readDefaultGrant', 'One default.'],
  change: ['changeDefaultGrant', 'Change a default.'],
  remove: ['deleteDefaultGrant', 'Take a default away.'],
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
