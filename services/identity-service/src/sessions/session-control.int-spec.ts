import {
  createToken,
  endAllSessions,
  endAllUserSessions,
  endSession,
  endUserSession,
  listSessions,
  listUserSessions,
  OpenSession,
  revokeToken,
  ResolveSession,
  type SessionItem,
  setUserPassword,
  type UserView,
} from '@spectacles/contracts';
import { hashSecret, newId } from '@spectacles/platform';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';
import { TokenLogTwin } from '../test-support/token-log-twin.js';

const DAY_MS = 24 * 3_600_000;

describe.each(databaseKinds)('the sessions screen on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let log: TokenLogTwin;
  let root: UserView;
  let alice: UserView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    log = await TokenLogTwin.start(identity.bus);
    root = await identity.setUp();
    alice = await identity.user(root, 'alice');
  });
  afterEach(async () => {
    await log.close();
    await identity.close();
  });

  const open = async () => {
    identity.clock.advance(1);
    const origin = { address: '192.0.2.9', userAgent: 'Firefox' };
    return identity.messages.request(OpenSession, { username: 'alice', password: PASSWORD, ...origin });
  };
  const isOpen = async ({ secret }: { secret: string }) =>
    (await identity.messages.request(ResolveSession, { secretHash: hashSecret(secret) })).session !== null;
  const seen = (user: UserView, more: { credentialId?: string } = {}) => {
    identity.clock.advance(1);
    const id = newId(identity.clock);
    const at = identity.clock.now().toISOString();
    const credential = { kind: 'token' as const, id: more.credentialId ?? '', name: 'laptop' };
    log.see({
      id,
      subject: { kind: 'user', id: user.id, name: user.username },
      credential: more.credentialId === undefined ? { kind: 'password', id: null, name: null } : credential,
      service: 'main',
      issuedAt: at,
      lastUse: { at, address: '192.0.2.8', userAgent: 'docker', repository: null },
    });
    return id;
  };
  const list = async (query: Record<string, string> = {}, sessionId = alice.id) => {
    const caller = { kind: 'user', userId: alice.id, sessionId } as const;
    return listSessions.reply.parse((await identity.call(listSessions, { query, envelope: { caller } })).body);
  };
  const idsOf = (items: readonly SessionItem[]) => items.map(({ id }) => id);
  const end = (id: string) => identity.call(endSession, { as: alice, params: { id } });
  const stateOf = async (key: string) =>
    (await identity.policyRows())
      .filter((row) => row.key === key)
      .map(({ kind, state }) => ({ kind, state }))
      .at(-1);

  it('lists browsers and refresh tokens of oneself', async () => {
    const session = await open();
    const token = seen(alice);
    seen(root);
    const page = await list({}, session.sessionId);
    expect(page).toMatchObject({
      items: [
        { id: session.sessionId, kind: 'console', current: true, address: '192.0.2.9', userAgent: 'Firefox' },
        { id: token, kind: 'refresh-token', current: false, credential: 'password', service: 'main' },
      ],
      next: null,
      complete: true,
    });
  });

  it('comes page by page over both kinds', async () => {
    const sessions = [await open(), await open(), await open()].map(({ sessionId }) => sessionId).reverse();
    const tokens = [seen(alice), seen(alice), seen(alice)].reverse();
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: '2', ...(cursor === null ? {} : { cursor }) });
      ids.push(...idsOf(page.items));
      cursor = page.next;
    } while (cursor !== null);
    expect(ids).toEqual([...sessions, ...tokens]);
  });

  it('says that refresh tokens are missing where the token log does not answer', async () => {
    const { sessionId } = await open();
    await log.close();
    expect(await list()).toMatchObject({ items: [{ id: sessionId }], complete: false });
    const token = newId(identity.clock);
    await expect(end(token)).rejects.toMatchObject({ status: 503 });
    log = await TokenLogTwin.start(identity.bus);
  });

  it('SEC-D06 ends one refresh token of oneself, once, until it would have ended', async () => {
    const [token, other, foreign] = [seen(alice), seen(alice), seen(root)];
    expect((await end(token)).status).toBe(204);
    const expiresAt = new Date(identity.clock.now().getTime() + 90 * DAY_MS).toISOString();
    expect(await stateOf(token)).toEqual({
      kind: 'refresh-revocation',
      state: JSON.stringify({ kind: 'refresh-revocation', id: token, expiresAt }),
    });
    expect(idsOf((await list()).items)).toEqual([other]);
    await expect(end(token)).rejects.toMatchObject({ status: 404 });
    await expect(end(foreign)).rejects.toMatchObject({ status: 404 });
    await expect(end(newId(identity.clock))).rejects.toMatchObject({ status: 404 });
  });

  it('ends one browser of oneself', async () => {
    const [one, two] = [await open(), await open()];
    expect((await end(one.sessionId)).status).toBe(204);
    expect([await isOpen(one), await isOpen(two)]).toEqual([false, true]);
    await expect(end(one.sessionId)).rejects.toMatchObject({ status: 404 });
    const foreign = identity.call(endSession, { as: root, params: { id: two.sessionId } });
    await expect(foreign).rejects.toMatchObject({ status: 404 });
  });

  it('SEC-D06 ends everything but the browser that asks', async () => {
    const [here, there] = [await open(), await open()];
    seen(alice);
    const caller = { kind: 'user', userId: alice.id, sessionId: here.sessionId } as const;
    const reply = await identity.call(endAllSessions, { envelope: { caller } });
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    expect(JSON.parse((await stateOf(alice.id))?.state ?? '')).toMatchObject({
      refreshRevokedBelow: reply.policyVersion,
    });
    expect(idsOf((await list()).items)).toEqual([here.sessionId]);
    const later = seen(alice);
    expect(idsOf((await list()).items)).toEqual([here.sessionId, later]);
  });

  it('leaves out refresh tokens that died with a password or a token', async () => {
    const made = (await identity.call(createToken, { as: alice, body: { name: 'laptop' } })).body as { id: string };
    const [byToken, byPassword] = [seen(alice, { credentialId: made.id }), seen(alice)];
    expect(idsOf((await list()).items)).toEqual([byPassword, byToken]);
    await identity.call(revokeToken, { as: alice, params: { id: made.id } });
    expect(idsOf((await list()).items)).toEqual([byPassword]);
    await identity.call(setUserPassword, {
      as: root,
      params: { id: alice.id },
      body: { new: 'another long password' },
    });
    expect((await list()).items).toEqual([]);
  });

  it('lets administrators see and end those of others', async () => {
    const session = await open();
    const token = seen(alice);
    const seenByRoot = await identity.call(listUserSessions, { as: root, params: { id: alice.id } });
    expect(seenByRoot.body).toMatchObject({ items: [{ id: session.sessionId, current: false }, { id: token }] });
    const one = identity.call(endUserSession, { as: root, params: { id: alice.id, sessionId: token } });
    expect((await one).status).toBe(204);
    await identity.call(endAllUserSessions, { as: root, params: { id: alice.id } });
    expect(await isOpen(session)).toBe(false);
    const params = { id: root.id };
    for (const route of [listUserSessions, endAllUserSessions])
      await expect(identity.call(route, { as: alice, params })).rejects.toMatchObject({ status: 403 });
    const foreign = identity.call(endUserSession, { as: alice, params: { ...params, sessionId: token } });
    await expect(foreign).rejects.toMatchObject({ status: 403 });
  });
});
