import {
  changeNamespace,
  type ConsoleReply,
  createGrant,
  createGroup,
  createNamespace,
  createRobot,
  createToken,
  deleteGrant,
  deleteNamespace,
  deleteUser,
  type GroupView,
  type RemovalForecast,
  type NamespaceView,
  putGroupMember,
  putNamespaceMember,
  readNamespace,
  type RegistryView,
  removeNamespaceMember,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

const NOT_ALLOWED = { code: 'NOT_ALLOWED', status: 403 };
const NOT_FOUND = { code: 'NOT_FOUND', status: 404 };

describe.each(databaseKinds)('delegated administration on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let alice: UserView;
  let bob: UserView;
  let carol: UserView;
  let registry: RegistryView;
  let team: NamespaceView;
  let other: NamespaceView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    [alice, bob, carol] = [
      await identity.user(root, 'alice'),
      await identity.user(root, 'bob'),
      await identity.user(root, 'carol'),
    ];
    registry = await identity.registry(root);
    team = await identity.namespace(root, registry, 'team', alice);
    other = await identity.namespace(root, registry, 'other', root);
  });
  afterEach(() => identity.close());

  const put = (as: UserView, user: UserView, role: 'member' | 'manager', place = team): Promise<ConsoleReply> =>
    identity.call(putNamespaceMember, { as, params: { id: place.id, userId: user.id }, body: { role } });
  const give = (as: UserView, user: UserView, right = 'WRITE', place = team): Promise<ConsoleReply> => {
    const body = { principal: { kind: 'user', id: user.id }, right };
    return identity.call(createGrant, { as, params: { id: place.id }, body });
  };
  const transfer = (as: UserView, owner: { kind: string; id: string }) =>
    identity.call(changeNamespace, { as, params: { id: team.id }, body: { owner } });
  const remove = (as: UserView, dryRun = false) =>
    identity.call(deleteNamespace, {
      as,
      params: { id: team.id },
      query: dryRun ? { dryRun: 'true' } : {},
    });
  const read = async (as: UserView, place = team) =>
    (await identity.call(readNamespace, { as, params: { id: place.id } })).body as NamespaceView;
  const makeBelow = (as: UserView, path: string) =>
    identity.call(createNamespace, {
      as,
      body: { registryId: registry.id, path, owner: { kind: 'user', id: as.id } },
    });
  const group = async (name: string, manager: UserView, member: UserView): Promise<GroupView> => {
    const made = (await identity.call(createGroup, { as: root, body: { name } })).body as GroupView;
    for (const [user, role] of [[manager, 'manager'] as const, [member, 'member'] as const])
      await identity.call(putGroupMember, { as: root, params: { id: made.id, userId: user.id }, body: { role } });
    return made;
  };

  it('SEC-C09 lets a manager run the namespace, and nothing else', async () => {
    await put(alice, bob, 'manager');
    expect(await read(bob)).toMatchObject({ manageable: true, ownRole: 'manager' });
    await give(bob, carol);
    await put(bob, carol, 'member');
    await expect(give(bob, carol, 'READ', other)).rejects.toMatchObject(NOT_FOUND);
    await expect(put(bob, bob, 'manager', other)).rejects.toMatchObject(NOT_FOUND);
    await give(root, bob, 'FULL', other);
    await expect(give(bob, carol, 'READ', other)).rejects.toMatchObject(NOT_ALLOWED);
  });

  it('SEC-C09 keeps a manager from taking the namespace over or away', async () => {
    await put(alice, bob, 'manager');
    await expect(transfer(bob, { kind: 'user', id: bob.id })).rejects.toMatchObject(NOT_ALLOWED);
    await expect(remove(bob)).rejects.toMatchObject(NOT_ALLOWED);
    await expect(remove(bob, true)).rejects.toMatchObject(NOT_ALLOWED);
    expect((await read(alice)).owner).toMatchObject({ name: 'alice' });
  });

  it('SEC-C09 ends with the role, at once', async () => {
    await put(alice, bob, 'manager');
    await give(bob, carol);
    await put(alice, bob, 'member');
    await expect(give(bob, bob, 'FULL')).rejects.toMatchObject(NOT_FOUND);
    await put(alice, bob, 'manager');
    const [removed, given] = await Promise.allSettled([
      identity.call(removeNamespaceMember, { as: alice, params: { id: team.id, userId: bob.id } }),
      give(bob, bob, 'FULL'),
    ]);
    expect([removed.status, given.status]).toEqual(['fulfilled', 'rejected']);
  });

  it('decides each of many changes that come at once by the policy that it builds on', async () => {
    await put(alice, bob, 'manager');
    // More than the connections of a pool: whoever waits must not hold what the first needs to read the policy.
    const paths = Array.from({ length: 14 }, (_, index) => `team/n${String(index)}`);
    const made = await Promise.all(paths.map((path) => makeBelow(bob, path)));
    expect(made.every(({ status }) => status === 201)).toBe(true);
  });

  it('outlives an entry NONE for the manager, who then pulls nothing', async () => {
    await put(alice, bob, 'manager');
    await give(alice, bob, 'NONE');
    expect(await read(bob)).toMatchObject({ manageable: true, ownAccess: { actions: [] } });
    await put(bob, carol, 'member');
  });

  it('comes with the verb manage, below as well, and not with FULL', async () => {
    const body = { principal: { kind: 'user', id: bob.id }, right: 'READ', verbs: ['pull', 'manage'] };
    const grant = (await identity.call(createGrant, { as: alice, params: { id: team.id }, body })).body;
    expect(grant).toMatchObject({ right: 'READ', verbs: ['pull', 'browse', 'manage'] });
    await give(bob, carol, 'FULL');
    await expect(give(carol, carol, 'READ')).rejects.toMatchObject(NOT_ALLOWED);
    const { id: grantId } = grant as { id: string };
    await identity.call(deleteGrant, { as: alice, params: { id: team.id, grantId } });
    await expect(give(bob, carol, 'READ')).rejects.toMatchObject(NOT_FOUND);
  });

  it('makes namespaces strictly below what one manages', async () => {
    await put(alice, bob, 'manager');
    expect(await makeBelow(bob, 'team/inner')).toMatchObject({
      status: 201,
      body: {
        path: 'team/inner',
        owner: { name: 'bob' },
        manageable: true,
        ownAccess: { actions: ['pull', 'push', 'delete'] },
      },
    });
    for (const path of ['elsewhere', 'other/inner', 'teams/inner', ''])
      await expect(makeBelow(bob, path)).rejects.toMatchObject(NOT_ALLOWED);
    await expect(makeBelow(carol, 'team/mine')).rejects.toMatchObject(NOT_ALLOWED);
    await expect(identity.call(createNamespace, { as: carol, body: {} })).rejects.toMatchObject({ status: 403 });
  });

  it('lets members leave, and nobody else throw them out', async () => {
    await put(alice, bob, 'member');
    const leave = (as: UserView, user: UserView) =>
      identity.call(removeNamespaceMember, { as, params: { id: team.id, userId: user.id } });
    await expect(leave(carol, bob)).rejects.toMatchObject(NOT_FOUND);
    expect(await leave(bob, bob)).toMatchObject({ status: 204 });
  });

  it('gives members what an entry for members says', async () => {
    await put(alice, bob, 'member');
    await expect(read(bob)).rejects.toMatchObject(NOT_FOUND);
    const body = { principal: { kind: 'members' }, right: 'WRITE' };
    await identity.call(createGrant, { as: alice, params: { id: team.id }, body });
    expect(await read(bob)).toMatchObject({ ownAccess: { actions: ['pull', 'push'] }, ownRole: 'member' });
  });

  it('SEC-C09 lets members of an owning group run it, and its managers alone give it away', async () => {
    const owners = await group('owners', bob, carol);
    await transfer(alice, { kind: 'group', id: owners.id });
    expect((await read(carol)).owner).toEqual({ kind: 'group', id: owners.id, name: 'owners' });
    await put(carol, alice, 'member');
    await expect(transfer(carol, { kind: 'user', id: carol.id })).rejects.toMatchObject(NOT_ALLOWED);
    await expect(remove(carol)).rejects.toMatchObject(NOT_ALLOWED);
    expect((await transfer(bob, { kind: 'user', id: bob.id })).body).toMatchObject({ owner: { name: 'bob' } });
  });

  it('wants an owner who is there', async () => {
    const nobody = { kind: 'group', id: alice.id };
    await expect(transfer(alice, nobody)).rejects.toMatchObject({ code: 'OWNER_NOT_FOUND', status: 422 });
  });

  it('tells before a deletion whose rights would change, and deletes all that was in it', async () => {
    await give(alice, bob);
    await put(alice, carol, 'member');
    const body = { principal: { kind: 'members' }, right: 'READ' };
    await identity.call(createGrant, { as: alice, params: { id: team.id }, body });
    await identity.call(createRobot, { as: alice, body: { name: 'ci', namespaceId: team.id } });
    const told = (await remove(alice, true)).body as RemovalForecast;
    expect(told).toMatchObject({ grants: 2, members: 1, robots: ['team+ci'], more: false });
    expect(told.changes.map(({ principal, before, after }) => [principal.name, before, after]).sort()).toEqual([
      ['alice', ['pull', 'push', 'delete', 'browse'], []],
      ['bob', ['pull', 'push', 'browse'], []],
      ['carol', ['pull', 'browse'], []],
    ]);
    const { policyVersion } = await remove(alice);
    const gone = (await identity.policyRows()).filter(({ n }) => n === policyVersion);
    expect(gone.every(({ state }) => state === null)).toBe(true);
    expect(gone.map((row) => row.kind).sort()).toEqual([
      'credential',
      'grant',
      'grant',
      'namespace',
      'namespace-member',
      'robot',
    ]);
  });

  it('tells of rights that a deletion widens', async () => {
    const inner = await identity.namespace(root, registry, 'team/inner', root);
    await give(alice, bob, 'WRITE');
    await give(root, bob, 'NONE', inner);
    const reply = await identity.call(deleteNamespace, {
      as: root,
      params: { id: inner.id },
      query: { dryRun: 'true' },
    });
    expect((reply.body as RemovalForecast).changes).toEqual([
      {
        principal: { kind: 'user', id: bob.id, name: 'bob' },
        place: { registryId: registry.id, registryName: 'main', namespaceId: inner.id, path: 'team/inner' },
        before: [],
        after: ['pull', 'push', 'browse'],
      },
    ]);
    expect(await read(root, inner)).toMatchObject({ path: 'team/inner' });
  });

  it('hands over what somebody owned with the deletion of the user, in one commit', async () => {
    const token = await identity.call(createToken, { as: alice, body: { name: 'laptop' } });
    expect(token.status).toBe(201);
    const gone = (transferTo: string) =>
      identity.call(deleteUser, { as: root, params: { id: alice.id }, query: { transferTo } });
    for (const nobody of [`user:${alice.id}`, `group:${bob.id}`, `user:${registry.id}`])
      await expect(gone(nobody)).rejects.toMatchObject({ code: 'OWNER_NOT_FOUND', status: 422 });
    const { policyVersion } = await gone(`user:${bob.id}`);
    const rows = (await identity.policyRows()).filter(({ n }) => n === policyVersion);
    expect(rows.map((row) => [row.kind, row.state === null])).toEqual([
      ['namespace', false],
      ['credential', true],
      ['user', true],
    ]);
    expect(await read(bob)).toMatchObject({ owner: { name: 'bob' }, version: 2 });
  });
});
