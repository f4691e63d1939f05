import {
  changePassword,
  listThrottles,
  OpenSession,
  releaseThrottle,
  setUserPassword,
  type UserView,
  VerifyCredentials,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

const HOME = '192.0.2.7';
const AWAY = '198.51.100.7';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
});
afterEach(() => identity.close());

const verify = (username: string, password: string, address = HOME) =>
  identity.messages.request(VerifyCredentials, { username, password, address });
const signIn = (username: string, password: string, address = HOME) =>
  identity.messages.request(OpenSession, { username, password, address, userAgent: 'test' });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => {
      const { code, status, message, retryAfterSeconds } = error as Record<string, unknown>;
      return { code, status, message, retryAfterSeconds };
    },
  );
async function guess(times: number, username = 'alice', address = HOME): Promise<void> {
  for (let index = 0; index < times; index += 1) await refusal(verify(username, `guess ${String(index)}`, address));
}

describe('guessing passwords', () => {
  it('SEC-A16 is told to wait, wherever it is tried, and the owner works elsewhere', async () => {
    await guess(100);
    expect(identity.hasher.verifications).toBeLessThan(12);
    const waiting = { code: 'TOO_MANY_ATTEMPTS', status: 429, retryAfterSeconds: 2 };
    expect(await refusal(verify('alice', PASSWORD))).toMatchObject(waiting);
    expect(await refusal(signIn('alice', PASSWORD))).toMatchObject(waiting);
    expect(await verify('alice', PASSWORD, AWAY)).toMatchObject({ userId: alice.id });
    expect(await signIn('root', PASSWORD)).toMatchObject({ user: { username: 'root' } });
    identity.clock.advanceSeconds(2);
    expect(await verify('alice', PASSWORD)).toMatchObject({ userId: alice.id });
  });

  it('counts one command that tries twice once, and costs one hash', async () => {
    for (let index = 0; index < 40; index += 1)
      expect(await refusal(verify('alice', 'the same wrong one'))).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(identity.hasher.verifications).toBe(1);
    expect(await verify('alice', PASSWORD)).toMatchObject({ userId: alice.id });
  });

  it('SEC-A15 looks the same for a name that nobody has', async () => {
    const answers = async (username: string) => {
      const seen = [];
      for (let index = 0; index < 12; index += 1) seen.push(await refusal(verify(username, `guess ${String(index)}`)));
      return seen;
    };
    const before = identity.hasher.verifications;
    const known = await answers('alice');
    const between = identity.hasher.verifications;
    expect(await answers('nobody')).toEqual(known);
    expect(identity.hasher.verifications - between).toBe(between - before);
  });

  it('believes in a password that was wrong before it was set', async () => {
    const next = 'the next long password';
    expect(await refusal(verify('alice', next))).toMatchObject({ status: 401 });
    await identity.call(setUserPassword, { as: root, params: { id: alice.id }, body: { new: next } });
    expect(await verify('alice', next)).toMatchObject({ userId: alice.id });
  });

  it('is as hard with somebody’s open session', async () => {
    const change = (current: string) =>
      identity.call(changePassword, { as: alice, body: { current, new: 'another long password' } });
    for (let index = 0; index < 10; index += 1)
      expect(await refusal(change(`guess ${String(index)}`))).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await refusal(change(PASSWORD))).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('is shown to administrators, who can release it', async () => {
    await guess(10);
    const list = async () => listThrottles.reply.parse((await identity.call(listThrottles, { as: root })).body).items;
    const [waiting] = await list();
    expect(waiting).toMatchObject({ account: 'alice', network: '192.0.2.7/32', failures: 10 });
    const release = (as: UserView) => identity.call(releaseThrottle, { as, params: { id: waiting?.id ?? '' } });
    await expect(release(alice)).rejects.toMatchObject({ status: 403 });
    expect((await release(root)).status).toBe(204);
    await expect(release(root)).rejects.toMatchObject({ status: 404 });
    expect(await list()).toEqual([]);
    expect(await verify('alice', PASSWORD)).toMatchObject({ userId: alice.id });
  });

  it('SEC-A16 is no more possible after a restart, nor does the owner have to wait then', async () => {
    expect(await verify('alice', PASSWORD)).toMatchObject({ userId: alice.id });
    await guess(10, 'root', AWAY);
    for (let index = 0; index < 101; index += 1) await refusal(verify(`nobody${String(index)}`, 'password'));
    const waiting = async () => [
      await refusal(verify('root', PASSWORD, AWAY)),
      await refusal(verify('somebody', 'password')),
    ];
    const refused = { code: 'TOO_MANY_ATTEMPTS', status: 429 };
    expect(await waiting()).toMatchObject([refused, refused]);
    await identity.stop();
    await identity.open();
    expect(await waiting()).toMatchObject([refused, refused]);
    expect(await verify('alice', PASSWORD)).toMatchObject({ userId: alice.id });
    identity.clock.advanceSeconds(2 * 3600);
    expect(await verify('root', PASSWORD, AWAY)).toMatchObject({ userId: root.id });
  });
});
