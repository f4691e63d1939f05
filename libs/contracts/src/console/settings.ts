import * as z from 'zod';
import { Timestamp } from '../primitives.js';
import { defineRoute } from './route.js';

export const SettingsView = z
  .strictObject({
    /** Passwords are refused at the token endpoint: people log in with a personal access token. */
    tokensOnly: z.boolean(),
    defaultTokenDays: z.int(),
    /** null: tokens may be made without an end. */
    maximumTokenDays: z.int().nullable(),
    decisionRetentionDays: z.int(),
    activityRetentionDays: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Settings' });
export type SettingsView = z.output<typeof SettingsView>;
export const SettingsChange = z
  .strictObject({
    tokensOnly: z.boolean().optional(),
    defaultTokenDays: z.int().min(1).max(3650).optional(),
    maximumTokenDays: z.int().min(1).max(3650).nullable().optional(),
    decisionRetentionDays: z.int().min(1).max(3650).optional(),
    activityRetentionDays: z.int().min(1).max(3650).optional(),
  })
  .meta({ id: 'SettingsChange' });
export type SettingsChange = z.output<typeof SettingsChange>;

/** An account at a network whose wrong passwords are answered with a wait. */
export const ThrottleView = z
  .strictObject({ id: z.string(), account: z.string(), network: z.string(), failures: z.int(), until: Timestamp })
  .meta({ id: 'Throttle' });
export type ThrottleView = z.output<typeof ThrottleView>;

const tag = 'Settings and security';
const owner = 'identity';

export const readSettings = defineRoute({
  operationId: 'readSettings',
  method: 'GET',
  path: '/settings',
  tag,
  owner,
  summary: 'Settings of the installation.',
  reply: SettingsView,
});
export const changeSettings = defineRoute({
  operationId: 'changeSettings',
  method: 'PATCH',
  path: '/settings',
  tag,
  owner,
  access: 'administrator',
  summary: 'Change settings of the installation.',
  body: SettingsChange,
  reply: SettingsView,
});
export const listThrottles = defineRoute({
  operationId: 'listThrottles',
  method: 'GET',
  path: '/throttles',
  tag,
  owner,
  access: 'administrator',
  summary: 'Who waits after wrong passwords.',
  reply: z.strictObject({ items: z.array(ThrottleView), next: z.null() }),
});
export const releaseThrottle = defineRoute({
  operationId: 'releaseThrottle',
  method: 'DELETE',
  path: '/throttles/{id}',
  tag,
  owner,
  access: 'administrator',
  summary: 'Let somebody try again at once.',
  params: z.strictObject({ id: z.string().max(64) }),
});

export const settingRoutes = [readSettings, changeSettings, listThrottles, releaseThrottle] as const;
