import * as z from 'zod';
import { Id, Timestamp } from '../primitives.js';
import { ListQuery } from './list.js';
import { defineRoute } from './route.js';

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

const ById = z.strictObject({ id: Id });
const BySession = z.strictObject({ id: Id, sessionId: Id });
const tag = 'Credentials';
const owner = 'identity';

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

export const sessionListRoutes = [
  listSessions,
  endSession,
  endAllSessions,
  listUserSessions,
  endUserSession,
  endAllUserSessions,
] as const;
