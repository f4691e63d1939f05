import * as z from 'zod';
import { Email, NewPassword, PresentedSecret, Timestamp, UserName } from '../primitives.js';
import { defineRoute } from './route.js';
import { UserView } from './users.js';

export const SetupView = z.strictObject({ required: z.boolean() }).meta({ id: 'Setup' });
export const SetupBody = z
  .strictObject({
    code: z.string().min(1).max(256),
    username: UserName,
    password: NewPassword,
    email: Email.nullable().optional(),
  })
  .meta({ id: 'SetupBody' });
export type SetupBody = z.output<typeof SetupBody>;

export const SignInBody = z
  .strictObject({ username: z.string().min(1).max(255), password: PresentedSecret })
  .meta({ id: 'SignIn' });
export type SignInBody = z.output<typeof SignInBody>;

export const SessionView = z
  .strictObject({
    user: UserView,
    /** Sent back as `X-CSRF-Token` on every unsafe method. */
    csrfToken: z.string(),
    expiresAt: Timestamp,
  })
  .meta({ id: 'Session' });
export type SessionView = z.output<typeof SessionView>;

const owner = 'gateway';
const tag = 'Setting up and signing in';

export const readSetup = defineRoute({
  operationId: 'readSetup',
  method: 'GET',
  path: '/setup',
  tag,
  owner,
  access: 'public',
  summary: 'Whether the first administrator is still to be made.',
  reply: SetupView,
});
export const completeSetup = defineRoute({
  operationId: 'completeSetup',
  method: 'POST',
  path: '/setup',
  tag,
  owner,
  access: 'public',
  status: 201,
  summary: 'Make the first administrator with the one-time setup code; answers a session.',
  body: SetupBody,
  reply: SessionView,
  errors: ['SETUP_COMPLETED', 'SETUP_CODE_WRONG'],
});
export const openSession = defineRoute({
  operationId: 'openSession',
  method: 'POST',
  path: '/session',
  tag,
  owner,
  access: 'public',
  status: 201,
  summary: 'Sign in.',
  body: SignInBody,
  reply: SessionView,
  errors: ['INVALID_CREDENTIALS'],
});
export const readSession = defineRoute({
  operationId: 'readSession',
  method: 'GET',
  path: '/session',
  tag,
  owner,
  summary: 'Who am I.',
  reply: SessionView,
});
export const closeSession = defineRoute({
  operationId: 'closeSession',
  method: 'DELETE',
  path: '/session',
  tag,
  owner,
  summary: 'Sign out.',
});

export const sessionRoutes = [readSetup, completeSetup, openSession, readSession, closeSession] as const;
