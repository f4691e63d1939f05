import * as z from 'zod';
import { DisplayName, Email, Id, NewPassword, PresentedSecret, Timestamp, UserName } from '../primitives.js';
import { pageOf, SearchQuery } from './list.js';
import { DryRun, RemovalForecast } from './removals.js';
import { defineRoute } from './route.js';

/** Rules may name users by them. */
const Labels = z.record(
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9_.-]+$/, 'Letters, digits, "_", "." and dashes.'),
  z.array(z.string().min(1).max(255)).max(100),
);

export const UserView = z
  .strictObject({
    id: Id,
    username: UserName,
    displayName: z.string(),
    email: z.string().nullable(),
    administrator: z.boolean(),
    labels: z.record(z.string(), z.array(z.string())),
    status: z.enum(['active', 'disabled']),
    source: z.enum(['local', 'ldap', 'oidc']),
    createdAt: Timestamp,
    lastSeenAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'User' });
export type UserView = z.output<typeof UserView>;

/** How people see each other: enough to name somebody in a grant. */
export const UserReference = z
  .strictObject({ id: Id, username: UserName, displayName: z.string() })
  .meta({ id: 'UserReference' });
export type UserReference = z.output<typeof UserReference>;

export const NewUser = z
  .strictObject({
    username: UserName,
    password: NewPassword,
    displayName: DisplayName.optional(),
    email: Email.nullable().optional(),
    administrator: z.boolean().optional(),
    labels: Labels.optional(),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.output<typeof NewUser>;

export const UserChange = z
  .strictObject({
    displayName: DisplayName.optional(),
    email: Email.nullable().optional(),
    administrator: z.boolean().optional(),
    status: z.enum(['active', 'disabled']).optional(),
    /** Replaces all of them. */
    labels: Labels.optional(),
  })
  .meta({ id: 'UserChange' });
export type UserChange = z.output<typeof UserChange>;

export const ProfileChange = z
  .strictObject({ displayName: DisplayName.optional(), email: Email.nullable().optional() })
  .meta({ id: 'ProfileChange' });
export type ProfileChange = z.output<typeof ProfileChange>;

export const PasswordChange = z
  .strictObject({ current: PresentedSecret, new: NewPassword })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.output<typeof PasswordChange>;

const ById = z.strictObject({ id: Id });
const tag = 'People';
const owner = 'identity';

export const listUsers = defineRoute({
  operationId: 'listUsers',
  method: 'GET',
  path: '/users',
  tag,
  owner,
  access: 'administrator',
  summary: 'Users by name.',
  query: SearchQuery,
  reply: pageOf(UserView),
});
export const createUser = defineRoute({
  operationId: 'createUser',
  method: 'POST',
  path: '/users',
  tag,
  owner,
  access: 'administrator',
  status: 201,
  summary: 'Make a user. A name is never given away again.',
  body: NewUser,
  reply: UserView,
  errors: ['USERNAME_TAKEN'],
});
export const readUser = defineRoute({
  operationId: 'readUser',
  method: 'GET',
  path: '/users/{id}',
  tag,
  owner,
  access: 'administrator',
  summary: 'One user.',
  params: ById,
  reply: UserView,
});
export const changeUser = defineRoute({
  operationId: 'changeUser',
  method: 'PATCH',
  path: '/users/{id}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Change, disable or enable a user.',
  params: ById,
  body: UserChange,
  reply: UserView,
  errors: ['LAST_ADMINISTRATOR'],
});
export const setUserPassword = defineRoute({
  operationId: 'setUserPassword',
  method: 'PUT',
  path: '/users/{id}/password',
  tag,
  owner,
  access: 'administrator',
  summary: 'Give a user a new password; ends the sessions of that user.',
  params: ById,
  body: z.strictObject({ new: NewPassword }).meta({ id: 'NewPassword' }),
});
export const deleteUser = defineRoute({
  operationId: 'deleteUser',
  method: 'DELETE',
  path: '/users/{id}',
  tag,
  owner,
  access: 'administrator',
  summary:
    'Delete a user who owns nothing, or whose namespaces go to somebody else in the same step. With dryRun=true tells whose rights would change; disabling takes the same from the user.',
  params: ById,
  query: z.strictObject({
    dryRun: DryRun,
    /** `user:<id>` or `group:<id>`. */
    transferTo: z
      .string()
      .regex(/^(?:user|group):[0-9a-f-]{36}$/)
      .optional(),
  }),
  /** Only with dryRun=true (200); else 204. */
  reply: RemovalForecast.optional(),
  status: 204,
  errors: ['USER_OWNS_NAMESPACES', 'LAST_ADMINISTRATOR', 'OWNER_NOT_FOUND'],
});
export const findPeople = defineRoute({
  operationId: 'findPeople',
  method: 'GET',
  path: '/people',
  tag,
  owner,
  summary: 'People by a part of their name, for whoever may give rights to somebody.',
  query: SearchQuery,
  reply: pageOf(UserReference),
});
export const readProfile = defineRoute({
  operationId: 'readProfile',
  method: 'GET',
  path: '/me',
  tag,
  owner,
  summary: 'Own profile.',
  reply: UserView,
});
export const changeProfile = defineRoute({
  operationId: 'changeProfile',
  method: 'PATCH',
  path: '/me',
  tag,
  owner,
  summary: 'Change own profile.',
  body: ProfileChange,
  reply: UserView,
});
export const changePassword = defineRoute({
  operationId: 'changePassword',
  method: 'PUT',
  path: '/me/password',
  tag,
  owner,
  summary: 'Change own password; ends all other sessions.',
  body: PasswordChange,
  errors: ['INVALID_CREDENTIALS'],
});

export const userRoutes = [
  listUsers,
  createUser,
  readUser,
  changeUser,
  setUserPassword,
  deleteUser,
  findPeople,
  readProfile,
  changeProfile,
  changePassword,
] as const;
