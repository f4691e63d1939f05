import { createHash } from 'node:crypto';
import {
  CloseSession,
  OpenSession,
  readUser,
  ResolveSession,
  setUserPassword,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

const open = () =>
  identity.messages.request(OpenSession, {
    username: 'root',
    password: PASSWORD,
    address: '192.0.2.7',
    userAgent: 'test',
  });
const resolve = async (secret: string) =>
  (await identity.messages.request(ResolveSession, { secretHash: hashOf(secret) })).session;
const lastSeen = async () =>
  readUser.reply.parse((await identity.call(readUser, { as: root, params: { id: root.id } })).body).lastSeenAt;

describe('sessions', () => {
  it('have a secret of 256 bits that differs every time', async () => {
    const [one, two] = [await open(), await open()];
    expect(Buffer.from(one.secret, 'base64url')).toHaveLength(32);
    expect(one.secret).not.toBe(two.secret);
  });

  it('are resolved to their user, and by their own secret alone', async () => {
    const opened = await open();
    expect(await resolve(opened.secret)).toMatchObject({ sessionId: opened.sessionId, user: { username: 'root' } });
    expect(await resolve(`${opened.secret}x`)).toBeNull();
  });

  it('end when they are closed, once', async () => {
    const { secret } = await open();
    const close = () => identity.messages.request(CloseSession, { secretHash: hashOf(secret) });
    expect(await close()).toEqual({ closed: true });
    expect(await close()).toEqual({ closed: false });
    expect(await resolve(secret)).toBeNull();
  });

  it('end a day after their last use', async () => {
    const { secret, expiresAt } = await open();
    expect(new Date(expiresAt).getTime()).toBe(identity.clock.now().getTime() + 24 * HOUR_MS);
    identity.clock.advance(23 * HOUR_MS);
    expect(await resolve(secret)).not.toBeNull();
    identity.clock.advance(23 * HOUR_MS);
    expect(await resolve(secret)).not.toBeNull();
    identity.clock.advance(24 * HOUR_MS);
    expect(await resolve(secret)).toBeNull();
  });

  it('end after fourteen days of use', async () => {
    const { secret } = await open();
    for (let hours = 0; hours < 14 * 24 - 12; hours += 12) {
      identity.clock.advance(12 * HOUR_MS);
      expect(await resolve(secret)).not.toBeNull();
    }
    identity.clock.advance(12 * HOUR_MS);
    expect(await resolve(secret)).toBeNull();
  });

  it('are kept over a restart', async () => {
    const { secret } = await open();
    await identity.stop();
    await identity.open();
    expect(await resolve(secret)).not.toBeNull();
  });

  it('note that somebody was there at most once a minute, without a new version of the user', async () => {
    const { secret } = await open();
    const opened = identity.clock.now();
    identity.clock.advance(MINUTE_MS - 1);
    await resolve(secret);
    expect(await lastSeen()).toBe(opened.toISOString());
    identity.clock.advance(1);
    await resolve(secret);
    expect(await lastSeen()).toBe(identity.clock.now().toISOString());
    const reply = await identity.call(readUser, { as: root, params: { id: root.id } });
    expect(reply.version).toBe(1);
  });

  it('are not opened with a password that was replaced while it was checked', async () => {
    const body = { new: 'another long password' };
    const replace = () => identity.call(setUserPassword, { as: root, params: { id: root.id }, body });
    identity.hasher.meanwhile = replace;
    await expect(open()).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });
});
