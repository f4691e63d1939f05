import {
  changePassword,
  changeProfile,
  changeUser,
  createUser,
  deleteUser,
  findPeople,
  listUsers,
  OpenSession,
  readProfile,
  readUser,
  ResolveSession,
  setUserPassword,
  type UserView,
} from '@spectacles/contracts';
import type { RemoteError } from '@spectacles/platform';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

const origin = { address: '192.0.2.7', userAgent: 'test' };
let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

const signIn = (username: string, password = PASSWORD) =>
  identity.messages.request(OpenSession, { username, password, ...origin });

const resolve = async (secret: string) => {
  const secretHash = createHash('sha256').update(secret).digest('hex');
  return (await identity.messages.request(ResolveSession, { secretHash })).session;
};

describe('users', () => {
  it('are made with the defaults of the interface, and answered with version and address', async () => {
    const reply = await identity.call(createUser, { as: root, body: { username: 'alice', password: PASSWORD } });
    const user = createUser.reply.parse(reply.body);
    expect(user).toMatchObject({
      username: 'alice',
      displayName: '',
      email: null,
      administrator: false,
      labels: {},
      status: 'active',
      lastSeenAt: null,
      version: 1,
    });
    expect(reply).toMatchObject({ status: 201, location: `/users/${user.id}`, policyVersion: 2, version: 1 });
  });

  it('SEC-C16 never share a name, also after the first is gone', async () => {
    const alice = await identity.user(root, 'alice');
    const again = () => identity.call(createUser, { as: root, body: { username: 'alice', password: PASSWORD } });
    await expect(again()).rejects.toMatchObject({ code: 'USERNAME_TAKEN', status: 409 });
    await identity.call(deleteUser, { as: root, params: { id: alice.id } });
    await expect(again()).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  });

  it.each(['Admin', 'admin ', 'admin\n', '\uff41dmin', 'admin\u200b', 'a/b', '-a', 'a..b', '', 'a'.repeat(65)])(
    'SEC-A09 are not made with the name %j',
    async (username) => {
      const made = identity.call(createUser, { as: root, body: { username, password: PASSWORD } });
      const refused = (await made.catch((error: unknown) => error)) as RemoteError;
      expect(refused).toMatchObject({ code: 'VALIDATION_FAILED', status: 422 });
      expect(refused.errors?.map(({ pointer }) => pointer)).toContain('/username');
    },
  );

  it('change with a merge patch, and only from the version that the caller read', async () => {
    const alice = await identity.user(root, 'alice', { email: 'alice@example.com' });
    const params = { id: alice.id };
    const reply = await identity.call(changeUser, {
      as: root,
      params,
      body: { displayName: 'Alice', email: null },
      envelope: { ifMatch: '"1"' },
    });
    expect(reply.body).toMatchObject({ displayName: 'Alice', email: null, administrator: false, version: 2 });
    const stale = identity.call(changeUser, {
      as: root,
      params,
      body: { displayName: 'X' },
      envelope: { ifMatch: '"1"' },
    });
    await expect(stale).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', status: 412 });
  });

  it('take one of two changes that come at once with the same tag', async () => {
    const alice = await identity.user(root, 'alice');
    const settled = await Promise.allSettled(
      ['A', 'B'].map((displayName) =>
        identity.call(changeUser, {
          as: root,
          params: { id: alice.id },
          body: { displayName },
          envelope: { ifMatch: '"1"' },
        }),
      ),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are left alone by a change that changes nothing', async () => {
    const alice = await identity.user(root, 'alice');
    const reply = await identity.call(changeUser, { as: root, params: { id: alice.id }, body: { status: 'active' } });
    expect(reply).toMatchObject({ version: 1, policyVersion: 2 });
  });

  it.each([{ status: 'disabled' }, { administrator: false }])('keep their last administrator from %j', async (body) => {
    const change = () => identity.call(changeUser, { as: root, params: { id: root.id }, body });
    await expect(change()).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR', status: 409 });
    const second = await identity.user(root, 'second', { administrator: true });
    await identity.disable(root, second);
    await expect(change()).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' });
    await identity.call(changeUser, { as: root, params: { id: second.id }, body: { status: 'active' } });
    expect(await change()).toMatchObject({ status: 200 });
  });

  it('keep their last administrator from being deleted', async () => {
    const gone = identity.call(deleteUser, { as: root, params: { id: root.id } });
    await expect(gone).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' });
  });

  it('keep one of two administrators who demote each other at once', async () => {
    const second = await identity.user(root, 'second', { administrator: true });
    const demote = (as: UserView, user: UserView) =>
      identity.call(changeUser, { as, params: { id: user.id }, body: { administrator: false } });
    const settled = await Promise.allSettled([demote(root, second), demote(second, root)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are not deleted while they own namespaces, which the refusal lists', async () => {
    const alice = await identity.user(root, 'alice');
    const registry = await identity.registry(root);
    const team = await identity.namespace(root, registry, 'team', alice);
    const refused = await identity
      .call(deleteUser, { as: root, params: { id: alice.id } })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'USER_OWNS_NAMESPACES',
      status: 409,
      errors: [{ pointer: `/namespaces/${team.id}`, message: 'team' }],
    });
  });

  it('answer 204 to the first deletion and 404 to the second', async () => {
    const alice = await identity.user(root, 'alice');
    const remove = () => identity.call(deleteUser, { as: root, params: { id: alice.id } });
    expect(await remove()).toMatchObject({ status: 204, policyVersion: 3 });
    await expect(remove()).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  it('are listed by name, page by page, and searched by a part of either name', async () => {
    for (const username of ['carol', 'alice', 'bob']) await identity.user(root, username);
    await identity.user(root, 'dave', { displayName: '100% Dave_' });
    const list = async (query: Record<string, string>) =>
      listUsers.reply.parse((await identity.call(listUsers, { as: root, query })).body);
    const first = await list({ limit: '2' });
    expect(first.items.map(({ username }) => username)).toEqual(['alice', 'bob']);
    const second = await list({ limit: '3', cursor: first.next ?? '' });
    expect(second.items.map(({ username }) => username)).toEqual(['carol', 'dave', 'root']);
    expect(second.next).toBeNull();
    for (const [q, found] of [
      ['AR', ['carol']],
      ['0% d', ['dave']],
      ['e_', ['dave']],
      ['%', ['dave']],
      ["'", []],
    ] as const)
      expect((await list({ q })).items.map(({ username }) => username)).toEqual(found);
  });

  it('refuse a cursor that no list gave out', async () => {
    const list = identity.call(listUsers, { as: root, query: { cursor: 'bm9uZQ' } });
    await expect(list).rejects.toMatchObject({ code: 'MALFORMED_REQUEST', status: 400 });
  });

  it('are found by those who may give rights, and by nobody else', async () => {
    const [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    const registry = await identity.registry(root);
    await identity.namespace(root, registry, 'team', alice);
    const find = async (as: UserView) =>
      findPeople.reply.parse((await identity.call(findPeople, { as, query: { q: 'bo' } })).body).items;
    expect(await find(alice)).toEqual([{ id: bob.id, username: 'bob', displayName: '' }]);
    expect(await find(bob)).toEqual([]);
  });
});

describe('sessions of a user', () => {
  it('end when the user is disabled, and the user stays out', async () => {
    const alice = await identity.user(root, 'alice');
    const { secret } = await signIn('alice');
    await identity.disable(root, alice);
    expect(await resolve(secret)).toBeNull();
    await expect(signIn('alice')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    await expect(identity.call(readProfile, { as: alice })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await identity.call(changeUser, { as: root, params: { id: alice.id }, body: { status: 'active' } });
    expect(await resolve(secret)).toBeNull();
  });

  it('end with a password that an administrator sets', async () => {
    const alice = await identity.user(root, 'alice');
    const { secret } = await signIn('alice');
    const body = { new: 'another long password' };
    const reply = await identity.call(setUserPassword, { as: root, params: { id: alice.id }, body });
    expect(reply).toMatchObject({ status: 204 });
    expect(await resolve(secret)).toBeNull();
    await expect(signIn('alice')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect((await signIn('alice', body.new)).user.username).toBe('alice');
  });

  it('end with the user', async () => {
    const alice = await identity.user(root, 'alice');
    const { secret } = await signIn('alice');
    await identity.call(deleteUser, { as: root, params: { id: alice.id } });
    expect(await resolve(secret)).toBeNull();
  });
});

describe('refresh tokens of a user', () => {
  const revokedBelow = async (username: string) => {
    const rows = (await identity.policyRows()).flatMap(({ kind, state, n }) =>
      kind === 'user' && state !== null ? [{ n, state: JSON.parse(state) as Record<string, unknown> }] : [],
    );
    const last = rows.findLast(({ state }) => state['username'] === username);
    return { n: last?.n, below: last?.state['refreshRevokedBelow'] };
  };

  it.each([
    ['disabled', (user: UserView) => identity.disable(root, user)],
    [
      'given a new password',
      (user: UserView) =>
        identity.call(setUserPassword, { as: root, params: { id: user.id }, body: { new: 'another long password' } }),
    ],
    [
      'changing the password',
      (user: UserView) =>
        identity.call(changePassword, { as: user, body: { current: PASSWORD, new: 'another long password' } }),
    ],
  ])('SEC-D06 are dead from the very commit in which the user is %s', async (_what, work) => {
    const alice = await identity.user(root, 'alice');
    expect(await revokedBelow('alice')).toMatchObject({ below: 0 });
    await work(alice);
    const { n, below } = await revokedBelow('alice');
    expect(below).toBe(n);
    expect(n).toBe(3);
  });

  it('live on with any other change', async () => {
    const alice = await identity.user(root, 'alice');
    await identity.call(changeUser, { as: root, params: { id: alice.id }, body: { displayName: 'Alice' } });
    expect(await revokedBelow('alice')).toMatchObject({ below: 0, n: 3 });
  });
});

describe('the own profile', () => {
  it('keeps a password that an administrator set while the old one was checked', async () => {
    const alice = await identity.user(root, 'alice');
    const set = { as: root, params: { id: alice.id }, body: { new: 'set by an administrator' } };
    identity.hasher.meanwhile = () => identity.call(setUserPassword, set);
    const change = { as: alice, body: { current: PASSWORD, new: 'a new long password' } };
    await expect(identity.call(changePassword, change)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await signIn('alice', 'set by an administrator');
  });

  it('is read and changed by its user', async () => {
    const alice = await identity.user(root, 'alice');
    const body = { displayName: 'Alice', email: 'alice@example.com' };
    await identity.call(changeProfile, { as: alice, body });
    expect((await identity.call(readProfile, { as: alice })).body).toMatchObject({ ...body, version: 2 });
    expect((await identity.call(readUser, { as: root, params: { id: alice.id } })).body).toMatchObject(body);
  });

  it('does not take what only administrators decide', async () => {
    const alice = await identity.user(root, 'alice');
    const change = identity.call(changeProfile, { as: alice, body: { administrator: true } });
    await expect(change).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('changes the password with the current one, and ends every other session', async () => {
    const alice = await identity.user(root, 'alice');
    const [here, elsewhere] = [await signIn('alice'), await signIn('alice')];
    const caller = { kind: 'user', userId: alice.id, sessionId: here.sessionId } as const;
    const change = (current: string) =>
      identity.call(changePassword, { as: alice, body: { current, new: 'a new long password' }, envelope: { caller } });
    await expect(change('not the password')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await change(PASSWORD)).toMatchObject({ status: 204 });
    expect(await resolve(here.secret)).not.toBeNull();
    expect(await resolve(elsewhere.secret)).toBeNull();
    await signIn('alice', 'a new long password');
  });
});
