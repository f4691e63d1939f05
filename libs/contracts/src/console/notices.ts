import * as z from 'zod';
import { Id, Timestamp } from '../primitives.js';
import { defineRoute } from './route.js';

/** A credential of the caller, or of a robot that the caller manages, that ends within two weeks. */
export const ExpiryNotice = z
  .strictObject({
    kind: z.enum(['token', 'robot', 'robot-secret']),
    /** Of the token, or of the robot. */
    id: Id,
    name: z.string(),
    expiresAt: Timestamp,
    /** The notice in force: 14, 3 or 1 days before; 0 once it has ended. */
    days: z.union([z.literal(14), z.literal(3), z.literal(1), z.literal(0)]),
  })
  .meta({ id: 'ExpiryNotice' });
export type ExpiryNotice = z.output<typeof ExpiryNotice>;

const tag = 'Credentials';
const owner = 'identity';

export const listNotices = defineRoute({
  operationId: 'listNotices',
  method: 'GET',
  path: '/me/notices',
  tag,
  owner,
  summary: 'Tokens and robots that end within two weeks.',
  reply: z.strictObject({ items: z.array(ExpiryNotice), next: z.null() }),
});

export const noticeRoutes = [listNotices] as const;
