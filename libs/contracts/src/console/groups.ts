import * as z from 'zod';
import { Id, MemberRole, shortName, Timestamp } from '../primitives.js';
import { ListQuery, pageOf, SearchQuery } from './list.js';
import { DryRun, RemovalForecast } from './removals.js';
import { defineRoute } from './route.js';
import { UserReference } from './users.js';

export const GroupName = shortName();

export const GroupView = z
  .strictObject({
    id: Id,
    name: GroupName,
    description: z.string(),
    memberCount: z.int(),
    /** The caller's own place in it; null: none. */
    ownRole: MemberRole.nullable(),
    /** Whether the caller may add and remove members. */
    manageable: z.boolean(),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Group' });
export type GroupView = z.output<typeof GroupView>;
/** How anybody who gives rights sees a group. */
export const GroupReference = z
  .strictObject({ id: Id, name: z.string(), description: z.string() })
  .meta({ id: 'GroupReference' });
export type GroupReference = z.output<typeof GroupReference>;
export const NewGroup = z
  .strictObject({ name: GroupName, description: z.string().max(2000).optional() })
  .meta({ id: 'NewGroup' });
export type NewGroup = z.output<typeof NewGroup>;
/** A group is never renamed: only what is said about it changes. */
export const GroupChange = z.strictObject({ description: z.string().max(2000).optional() }).meta({ id: 'GroupChange' });
export type GroupChange = z.output<typeof GroupChange>;
export const MemberView = z
  .strictObject({ user: UserReference, role: MemberRole, since: Timestamp })
  .meta({ id: 'Member' });
export type MemberView = z.output<typeof MemberView>;
export const MemberBody = z.strictObject({ role: MemberRole.default('member') }).meta({ id: 'MemberBody' });
export type MemberBody = z.output<typeof MemberBody>;

const ById = z.strictObject({ id: Id });
const ByMember = z.strictObject({ id: Id, userId: Id });
const tag = 'Groups';
const owner = 'identity';

export const listGroups = defineRoute({
  operationId: 'listGroups',
  method: 'GET',
  path: '/groups',
  tag,
  owner,
  summary: 'Groups by name: all of them for administrators, else those that the caller is in.',
  query: SearchQuery,
  reply: pageOf(GroupView),
});
export const createGroup = defineRoute({
  operationId: 'createGroup',
  method: 'POST',
  path: '/groups',
  tag,
  owner,
  access: 'administrator',
  status: 201,
  summary: 'Make a group. Its name is never given away again.',
  body: NewGroup,
  reply: GroupView,
  errors: ['GROUP_NAME_TAKEN'],
});
export const readGroup = defineRoute({
  operationId: 'readGroup',
  method: 'GET',
  path: '/groups/{id}',
  tag,
  owner,
  summary: 'One group, for its members and administrators.',
  params: ById,
  reply: GroupView,
});
export const changeGroup = defineRoute({
  operationId: 'changeGroup',
  method: 'PATCH',
  path: '/groups/{id}',
  tag,
  owner,
  summary: 'Change the description; its managers and administrators.',
  params: ById,
  body: GroupChange,
  reply: GroupView,
});
export const deleteGroup = defineRoute({
  operationId: 'deleteGroup',
  method: 'DELETE',
  path: '/groups/{id}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Delete a group that owns nothing, with its entries. With dryRun=true tells whose rights would change.',
  params: ById,
  query: z.strictObject({ dryRun: DryRun }),
  /** Only with dryRun=true (200); else 204. */
  reply: RemovalForecast.optional(),
  status: 204,
  errors: ['GROUP_OWNS_NAMESPACES'],
});
export const listGroupMembers = defineRoute({
  operationId: 'listGroupMembers',
  method: 'GET',
  path: '/groups/{id}/members',
  tag,
  owner,
  summary: 'Members by name.',
  params: ById,
  query: SearchQuery,
  reply: pageOf(MemberView),
});
export const putGroupMember = defineRoute({
  operationId: 'putGroupMember',
  method: 'PUT',
  path: '/groups/{id}/members/{userId}',
  tag,
  owner,
  summary: 'Take somebody in, or change the role; managers of the group and administrators.',
  params: ByMember,
  body: MemberBody.prefault({}),
  reply: MemberView,
  errors: ['USER_NOT_FOUND'],
});
export const removeGroupMember = defineRoute({
  operationId: 'removeGroupMember',
  method: 'DELETE',
  path: '/groups/{id}/members/{userId}',
  tag,
  owner,
  summary: 'Take a member out; everybody may leave.',
  params: ByMember,
});
export const findGroups = defineRoute({
  operationId: 'findGroups',
  method: 'GET',
  path: '/group-names',
  tag,
  owner,
  summary: 'Groups by a part of their name, for whoever may give rights.',
  query: SearchQuery,
  reply: pageOf(GroupReference),
});
export const listUserGroups = defineRoute({
  operationId: 'listUserGroups',
  method: 'GET',
  path: '/users/{id}/groups',
  tag,
  owner,
  access: 'administrator',
  summary: 'Groups of a user.',
  params: ById,
  query: ListQuery,
  reply: pageOf(z.strictObject({ group: GroupReference, role: MemberRole })),
});

export const groupRoutes = [
  listGroups,
  createGroup,
  readGroup,
  changeGroup,
  deleteGroup,
  listGroupMembers,
  putGroupMember,
  removeGroupMember,
  findGroups,
  listUserGroups,
] as const;
