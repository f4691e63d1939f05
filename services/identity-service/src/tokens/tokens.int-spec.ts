import {
  changeProfile,
  changeSettings,
  changeUser,
  createGrant,
  createToken,
  deleteUser,
  type IssuedTokenView,
  listTokens,
  listUserTokens,
  type NewToken,
  readProfile,
  readToken,
  ResolveCredential,
  revokeToken,
  revokeUserToken,
  type UserView,
} from '@spectacles/contracts';
import { hashSecret, secretPrefix } from '@spectacles/platform';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { TokenLogTwin } from '../test-support/token-log-twin.js';

const DAY_MS = 24 * 3_600_000;
const ADDRESS = '192.0.2.7';

describe.each(databaseKinds)('personal access tokens on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let alice: UserView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    alice = await identity.user(root, 'alice');
  });
  afterEach(() => identity.close());

  const inDays = (days: number) => new Date(identity.clock.now().getTime() + days * DAY_MS).toISOString();
  const make = async (body: NewToken, as = alice): Promise<IssuedTokenView> =>
    createToken.reply.parse((await identity.call(createToken, { as, body })).body);
  const refused = (body: unknown) =>
    identity.call(createToken, { as: alice, body }).then(
      () => null,
      (error: unknown) => error as { code: string; status: number; errors: { pointer: string }[] },
    );
  const resolve = async (secret: string, more: { name?: string; address?: string } = {}) => {
    const request = { secretHash: hashSecret(secret), name: more.name ?? null, address: more.address ?? ADDRESS };
    return (await identity.messages.request(ResolveCredential, request)).caller;
  };
  const list = async (as = alice) => listTokens.reply.parse((await identity.call(listTokens, { as })).body).items;

  it('show their secret once, and are kept as a hash', async () => {
    const made = await make({ name: 'laptop' });
    expect(secretPrefix(made.secret)).toBe('spt_');
    expect(new Date(made.expiresAt ?? '').getTime()).toBe(identity.clock.now().getTime() + 90 * DAY_MS);
    expect(await list()).toEqual(
      [{ ...made, secret: undefined, lastUsed: null }].map(({ secret: _, ...view }) => view),
    );
    const rows = JSON.stringify(await identity.policyRows());
    expect(rows).not.toContain(made.secret);
    expect(rows).toContain(hashSecret(made.secret));
  });

  it('are the same one when the same request comes twice', async () => {
    const call = { as: alice, body: { name: 'once' }, envelope: { commandId: 'one' } };
    const [first, second] = [await identity.call(createToken, call), await identity.call(createToken, call)];
    expect(second.body).toEqual(first.body);
    expect(await list()).toHaveLength(1);
  });

  it('are known by their secret, from where they may be used, with the name of their owner', async () => {
    const made = await make({ name: 'office', addressRanges: ['192.0.2.0/24'] });
    const caller = { kind: 'credential', credentialId: made.id, owner: { kind: 'user', id: alice.id } };
    expect(await resolve(made.secret)).toEqual(caller);
    expect(await resolve(made.secret, { name: 'alice' })).toEqual(caller);
    expect(await resolve(made.secret, { name: 'root' })).toBeNull();
    expect(await resolve(made.secret, { address: '198.51.100.1' })).toBeNull();
    expect(await resolve(made.secret, { address: '' })).toBeNull();
    expect(await resolve(`${made.secret}x`)).toBeNull();
  });

  it('end on their day', async () => {
    const made = await make({ name: 'short', expiresAt: inDays(1) });
    identity.clock.advance(DAY_MS - 1);
    expect(await resolve(made.secret)).not.toBeNull();
    identity.clock.advance(1);
    expect(await resolve(made.secret)).toBeNull();
  });

  it('end with their revocation, once', async () => {
    const made = await make({ name: 'leaked' });
    const revoke = () => identity.call(revokeToken, { as: alice, params: { id: made.id } });
    expect((await revoke()).status).toBe(204);
    await expect(revoke()).rejects.toMatchObject({ status: 404 });
    expect(await resolve(made.secret)).toBeNull();
    expect((await identity.policyRows()).at(-1)).toMatchObject({ kind: 'credential', key: made.id, state: null });
  });

  it('SEC-C15 follow their owner: disabled or gone, they open nothing', async () => {
    const made = await make({ name: 'follows' });
    const status = (value: string) =>
      identity.call(changeUser, { as: root, params: { id: alice.id }, body: { status: value } });
    await status('disabled');
    expect(await resolve(made.secret)).toBeNull();
    await status('active');
    expect(await resolve(made.secret)).not.toBeNull();
    await identity.call(deleteUser, { as: root, params: { id: alice.id } });
    expect(await resolve(made.secret)).toBeNull();
    expect((await identity.policyRows()).filter(({ key, state }) => key === made.id && state === null)).toHaveLength(1);
  });

  it('are refused with the place that is wrong', async () => {
    const scope = { pattern: 'team/**', actions: ['pull'] };
    const missing = '0192aa00-0000-7000-8000-000000000000';
    const cases: [object, string, string][] = [
      [{ scopes: [scope, { ...scope, pattern: 'Team/app' }] }, 'PATTERN_INVALID', '/scopes/1/pattern'],
      [{ scopes: [{ ...scope, pattern: 'team//app' }] }, 'PATTERN_INVALID', '/scopes/0/pattern'],
      [{ scopes: [{ ...scope, registryId: missing }] }, 'VALIDATION_FAILED', '/scopes/0/registryId'],
      [{ addressRanges: ['192.0.2.1', '192.0.2.0/33'] }, 'ADDRESS_RANGE_INVALID', '/addressRanges/1'],
      [{ expiresAt: identity.clock.now().toISOString() }, 'EXPIRY_PASSED', '/expiresAt'],
      [{ expiresAt: inDays(400) }, 'EXPIRY_TOO_LATE', '/expiresAt'],
      [{ expiresAt: null }, 'EXPIRY_TOO_LATE', '/expiresAt'],
    ];
    for (const [more, code, pointer] of cases)
      expect(await refused({ name: 'wrong', ...more })).toMatchObject({ code, status: 422, errors: [{ pointer }] });
    expect(await list()).toEqual([]);
  });

  it('live as long as the settings say', async () => {
    const settle = (body: object) => identity.call(changeSettings, { as: root, body });
    await settle({ defaultTokenDays: 7, maximumTokenDays: 30 });
    expect((await make({ name: 'week' })).expiresAt).toBe(inDays(7));
    expect(await refused({ name: 'too long', expiresAt: inDays(32) })).toMatchObject({ code: 'EXPIRY_TOO_LATE' });
    await settle({ maximumTokenDays: null });
    expect((await make({ name: 'for ever', expiresAt: null })).expiresAt).toBeNull();
  });

  it('show when they were used last, and not when nobody can tell', async () => {
    const made = await make({ name: 'used' });
    expect((await list())[0]?.lastUsed).toBeNull();
    const log = await TokenLogTwin.start(identity.bus);
    const use = {
      at: identity.clock.now().toISOString(),
      address: ADDRESS,
      userAgent: 'docker',
      repository: 'team/app',
    };
    log.use({ credentialId: made.id, use });
    expect((await list())[0]?.lastUsed).toEqual(use);
    const one = await identity.call(readToken, { as: alice, params: { id: made.id } });
    expect(one.body).toMatchObject({ lastUsed: use });
    await log.close();
  });

  it('come page by page, newest first', async () => {
    for (const name of ['one', 'two', 'three']) {
      identity.clock.advance(1);
      await make({ name });
    }
    const page = async (query: Record<string, string>) =>
      listTokens.reply.parse((await identity.call(listTokens, { as: alice, query })).body);
    const first = await page({ limit: '2' });
    expect(first.items.map(({ name }) => name)).toEqual(['three', 'two']);
    const rest = await page({ limit: '2', cursor: first.next ?? '' });
    expect([rest.items.map(({ name }) => name), rest.next]).toEqual([['one'], null]);
  });

  it('are two hundred at most', async () => {
    for (let index = 0; index < 200; index += 1) await make({ name: `token ${String(index)}` });
    expect(await refused({ name: 'one too many' })).toMatchObject({ code: 'TOO_MANY_TOKENS', status: 409 });
  });

  it('of others are hidden, but for administrators', async () => {
    const made = await make({ name: 'mine' });
    const mallory = await identity.user(root, 'mallory');
    for (const route of [readToken, revokeToken])
      await expect(identity.call(route, { as: mallory, params: { id: made.id } })).rejects.toMatchObject({
        status: 404,
      });
    const seen = await identity.call(listUserTokens, { as: root, params: { id: alice.id } });
    expect(seen.body).toMatchObject({ items: [{ id: made.id, name: 'mine' }] });
    await identity.call(revokeUserToken, { as: root, params: { id: alice.id, tokenId: made.id } });
    expect(await resolve(made.secret)).toBeNull();
  });

  it('without limits do at the API what their owner does, and can make no other way in', async () => {
    const made = await make({ name: 'script' });
    const caller = await resolve(made.secret);
    if (caller === null) throw new Error('The token is not known.');
    const as = (address = ADDRESS) => ({ envelope: { caller, address } });
    expect((await identity.call(readProfile, as())).body).toMatchObject({ username: 'alice' });
    expect((await identity.call(changeProfile, { ...as(), body: { displayName: 'A' } })).status).toBe(200);
    await expect(identity.call(createToken, { ...as(), body: { name: 'minted' } })).rejects.toMatchObject({
      status: 403,
      code: 'CREDENTIAL_LIMITED',
    });
    await identity.call(revokeToken, { as: alice, params: { id: made.id } });
    await expect(identity.call(readProfile, as())).rejects.toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
  });

  it('SEC-A17 are asked for the address in the envelope, and again at each request', async () => {
    const made = await make({ name: 'office', addressRanges: ['192.0.2.0/24'], expiresAt: inDays(1) });
    const caller = await resolve(made.secret);
    if (caller === null) throw new Error('The token is not known.');
    const profile = (address: string) => identity.call(readProfile, { envelope: { caller, address } });
    expect((await profile(ADDRESS)).status).toBe(200);
    for (const address of ['198.51.100.1', '192.0.2.7, 198.51.100.1', ''])
      await expect(profile(address)).rejects.toMatchObject({ status: 401 });
    identity.clock.advance(DAY_MS);
    await expect(profile(ADDRESS)).rejects.toMatchObject({ status: 401 });
  });

  it('SEC-C14 with limits do less than their owner at the API', async () => {
    const team = await identity.namespace(root, await identity.registry(root), 'team', alice);
    const made = await make({ name: 'reader', scopes: [{ pattern: 'team/**', actions: ['pull'] }] });
    const caller = await resolve(made.secret);
    if (caller === null) throw new Error('The token is not known.');
    expect((await identity.call(readProfile, { envelope: { caller } })).status).toBe(200);
    const body = { principal: { kind: 'user', id: root.id }, right: 'READ' };
    const grant = identity.call(createGrant, { params: { id: team.id }, body, envelope: { caller } });
    await expect(grant).rejects.toMatchObject({ status: 403, code: 'CREDENTIAL_LIMITED' });
  });

  it('are not believed for another owner', async () => {
    const made = await make({ name: 'mine' });
    const caller = { kind: 'credential', credentialId: made.id, owner: { kind: 'user', id: root.id } } as const;
    await expect(identity.call(readProfile, { envelope: { caller } })).rejects.toMatchObject({ status: 401 });
  });
});
