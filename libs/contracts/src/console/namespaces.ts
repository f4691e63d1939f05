import * as z from 'zod';
import { Id, MemberRole, NamespacePath, Timestamp, Verb } from '../primitives.js';
import { MemberBody, MemberView } from './groups.js';
import { pageOf, SearchQuery } from './list.js';
import { DryRun, RemovalForecast } from './removals.js';
import { defineRoute } from './route.js';

/** What the caller may do there, and the words that say where that comes from. */
export const OwnAccess = z.strictObject({ actions: z.array(Verb), source: z.string() }).meta({ id: 'OwnAccess' });
export type OwnAccess = z.output<typeof OwnAccess>;

export const Owner = z.strictObject({ kind: z.enum(['user', 'group']), id: Id });

export const NamespaceView = z
  .strictObject({
    id: Id,
    registryId: Id,
    registryName: z.string(),
    publicHost: z.string(),
    /** "" is the root: names without a slash. */
    path: NamespacePath,
    owner: z.strictObject({ kind: z.enum(['user', 'group']), id: Id, name: z.string() }),
    description: z.string(),
    ownAccess: OwnAccess,
    /** Whether the caller may change rights and settings here. */
    manageable: z.boolean(),
    /** The caller's own place in it; null: no member. */
    ownRole: MemberRole.nullable(),
    /** Whether anybody may pull without signing in. */
    public: z.boolean(),
    /** Whether the rules of the registry decide alone: then owners and entries count for nothing. */
    rulesOnly: z.boolean(),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Namespace' });
export type NamespaceView = z.output<typeof NamespaceView>;

/** A name that a registry shows and nobody owns yet. */
export const FoundNamespace = z
  .strictObject({ registryId: Id, registryName: z.string(), path: NamespacePath, repositoryCount: z.int() })
  .meta({ id: 'FoundNamespace' });
export type FoundNamespace = z.output<typeof FoundNamespace>;

export const NewNamespace = z
  .strictObject({ registryId: Id, path: NamespacePath, owner: Owner, description: z.string().max(2000).optional() })
  .meta({ id: 'NewNamespace' });
export type NewNamespace = z.output<typeof NewNamespace>;

export const NamespaceChange = z
  .strictObject({ owner: Owner.optional(), description: z.string().max(2000).optional() })
  .meta({ id: 'NamespaceChange' });
export type NamespaceChange = z.output<typeof NamespaceChange>;

const ById = z.strictObject({ id: Id });
const ByMember = z.strictObject({ id: Id, userId: Id });
const tag = 'Namespaces and rights';
const owner = 'identity';

/** `found=true` asks for names seen in a registry that nobody owns (administrators). */
export const NamespacesQuery = SearchQuery.extend({
  registryId: Id.optional(),
  found: z.enum(['true', 'false']).optional(),
});

export const listNamespaces = defineRoute({
  operationId: 'listNamespaces',
  method: 'GET',
  path: '/namespaces',
  tag,
  owner,
  summary: 'Namespaces that the caller may see; with found=true, names that nobody owns yet.',
  query: NamespacesQuery,
  reply: pageOf(z.union([NamespaceView, FoundNamespace])),
});
export const createNamespace = defineRoute({
  operationId: 'createNamespace',
  method: 'POST',
  path: '/namespaces',
  tag,
  owner,
  status: 201,
  summary: 'Make a namespace: administrators anywhere, managers below their own.',
  body: NewNamespace,
  reply: NamespaceView,
  errors: ['NAMESPACE_EXISTS', 'REGISTRY_NOT_FOUND', 'OWNER_NOT_FOUND'],
});
export const readNamespace = defineRoute({
  operationId: 'readNamespace',
  method: 'GET',
  path: '/namespaces/{id}',
  tag,
  owner,
  summary: 'One namespace.',
  params: ById,
  reply: NamespaceView,
});
export const changeNamespace = defineRoute({
  operationId: 'changeNamespace',
  method: 'PATCH',
  path: '/namespaces/{id}',
  tag,
  owner,
  summary: 'Change the description; administrators and the owner may name another owner.',
  params: ById,
  body: NamespaceChange,
  reply: NamespaceView,
  errors: ['OWNER_NOT_FOUND'],
});
export const deleteNamespace = defineRoute({
  operationId: 'deleteNamespace',
  method: 'DELETE',
  path: '/namespaces/{id}',
  tag,
  owner,
  summary:
    'Delete a namespace with its entries, members and robots; images stay in the registry. With dryRun=true tells whose rights would change.',
  params: ById,
  query: z.strictObject({ dryRun: DryRun }),
  /** Only with dryRun=true (200); else 204. */
  reply: RemovalForecast.optional(),
  status: 204,
});
export const listNamespaceMembers = defineRoute({
  operationId: 'listNamespaceMembers',
  method: 'GET',
  path: '/namespaces/{id}/members',
  tag,
  owner,
  summary: 'Members and managers of a namespace, for whoever manages it.',
  params: ById,
  query: SearchQuery,
  reply: pageOf(MemberView),
});
export const putNamespaceMember = defineRoute({
  operationId: 'putNamespaceMember',
  method: 'PUT',
  path: '/namespaces/{id}/members/{userId}',
  tag,
  owner,
  summary: 'Take somebody in, or change the role.',
  params: ByMember,
  body: MemberBody.prefault({}),
  reply: MemberView,
  errors: ['USER_NOT_FOUND'],
});
export const removeNamespaceMember = defineRoute({
  operationId: 'removeNamespaceMember',
  method: 'DELETE',
  path: '/namespaces/{id}/members/{userId}',
  tag,
  owner,
  summary: 'Take a member out; everybody may leave.',
  params: ByMember,
});
export const namespaceRoutes = [
  listNamespaces,
  createNamespace,
  readNamespace,
  changeNamespace,
  deleteNamespace,
  listNamespaceMembers,
  putNamespaceMember,
  removeNamespaceMember,
] as const;
