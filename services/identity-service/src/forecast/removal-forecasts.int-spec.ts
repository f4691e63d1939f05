import {
  changeUser,
  createDefaultGrant,
  createGrant,
  createGroup,
  createNamespace,
  deleteGroup,
  deleteUser,
  type GroupView,
  type NamespaceView,
  putGroupMember,
  readPolicy,
  type RegistryView,
  type RemovalForecast,
  replaceRules,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

const NOT_ALLOWED = { code: 'NOT_ALLOWED', status: 403 };
const [READ, WRITE] = [
  ['pull', 'browse'],
  ['pull', 'push', 'browse'],
];

describe.each(databaseKinds)('before something is deleted on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let alice: UserView;
  let bob: UserView;
  let registry: RegistryView;
  let team: NamespaceView;
  let inner: NamespaceView;
  let devs: GroupView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    registry = await identity.registry(root);
    team = await identity.namespace(root, registry, 'team', root);
    inner = await identity.namespace(root, registry, 'team/inner', root);
    devs = (await identity.call(createGroup, { as: root, body: { name: 'devs' } })).body as GroupView;
    await join(bob);
  });
  afterEach(() => identity.close());

  const join = (user: UserView) =>
    identity.call(putGroupMember, { as: root, params: { id: devs.id, userId: user.id }, body: { role: 'member' } });
  const give = (place: NamespaceView, principal: object, right: string, pattern?: string) =>
    identity.call(createGrant, { as: root, params: { id: place.id }, body: { principal, right, pattern } });
  const group = () => ({ kind: 'group', id: devs.id });
  const user = ({ id }: UserView) => ({ kind: 'user', id });
  const withoutGroup = async (as = root) =>
    (await identity.call(deleteGroup, { as, params: { id: devs.id }, query: { dryRun: 'true' } }))
      .body as RemovalForecast;
  const withoutUser = async (who: UserView, query: Record<string, string> = {}, as = root) =>
    (await identity.call(deleteUser, { as, params: { id: who.id }, query: { ...query, dryRun: 'true' } }))
      .body as RemovalForecast;
  const lines = ({ changes }: RemovalForecast) =>
    changes.map(({ principal, place, before, after }) => [
      principal.name,
      place.namespaceId === null && place.path === '' ? 'defaults' : place.path,
      before,
      after,
    ]);
  const version = async () => (await identity.call(readPolicy, { as: root })).body as { version: number };

  describe('a group', () => {
    it('tells who loses what where, and deletes nothing', async () => {
      await join(alice);
      await give(team, group(), 'READ');
      await give(team, user(alice), 'WRITE');
      const before = await version();
      const told = await withoutGroup();
      expect(told).toMatchObject({ grants: 1, members: 2, robots: [], owned: [], more: false });
      expect(lines(told)).toEqual([['bob', 'team', READ, []]]);
      expect(await version()).toEqual(before);
      expect(await withoutGroup()).toEqual(told);
    });

    it('tells of rights that widen, also deeper than its entries', async () => {
      await give(team, { kind: 'everyone' }, 'READ');
      await give(inner, { kind: 'everyone' }, 'WRITE');
      await give(inner, group(), 'NONE');
      expect(lines(await withoutGroup())).toEqual([['bob', 'team/inner', [], WRITE]]);
    });

    it('tells of what only shows below its entry', async () => {
      await give(team, { kind: 'everyone' }, 'READ');
      await give(team, group(), 'READ');
      await give(inner, { kind: 'everyone' }, 'NONE');
      expect(lines(await withoutGroup())).toEqual([['bob', 'team/inner', READ, []]]);
    });

    it('tells of patterns and of defaults', async () => {
      const body = { principal: group(), right: 'READ', pattern: '**/cache' };
      await identity.call(createDefaultGrant, { as: root, params: { id: registry.id }, body });
      await give(team, group(), 'WRITE', 'team/*-tools');
      expect(lines(await withoutGroup())).toEqual([
        ['bob', '**/cache', READ, []],
        ['bob', 'team/*-tools', WRITE, []],
      ]);
    });

    it('tells that nothing changes where the rules decide alone', async () => {
      await give(team, group(), 'READ');
      const body = { rulesOnly: true, rules: [] };
      await identity.call(replaceRules, { as: root, params: { id: registry.id }, body });
      expect(lines(await withoutGroup())).toEqual([]);
    });

    it('names what it owns', async () => {
      const body = { registryId: registry.id, path: 'theirs', owner: group() };
      const made = (await identity.call(createNamespace, { as: root, body })).body as NamespaceView;
      const told = await withoutGroup();
      expect(told.owned).toEqual([{ id: made.id, registryName: 'main', path: 'theirs' }]);
    });

    it('tells administrators alone', async () => {
      await expect(withoutGroup(bob)).rejects.toMatchObject(NOT_ALLOWED);
      const params = { id: alice.id };
      const missing = identity.call(deleteGroup, { as: root, params, query: { dryRun: 'true' } });
      await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
    });

    it('says that there is more than it tells', async () => {
      for (let index = 0; index < 201; index += 1) await join(await identity.user(root, `u${String(index)}`));
      await give(team, group(), 'READ');
      const told = await withoutGroup();
      expect([told.changes.length, told.more, told.members]).toEqual([200, true, 202]);
    }, 60_000);
  });

  describe('a user', () => {
    it('tells what goes: by name, by group, and what is owned', async () => {
      const own = await identity.namespace(root, registry, 'bobs', bob);
      await give(team, group(), 'READ');
      await give(inner, user(bob), 'WRITE');
      const told = await withoutUser(bob);
      expect(told).toMatchObject({
        grants: 1,
        members: 1,
        owned: [{ id: own.id, registryName: 'main', path: 'bobs' }],
        more: false,
      });
      expect(lines(told)).toEqual([
        ['bob', 'bobs', ['pull', 'push', 'delete', 'browse'], []],
        ['bob', 'team', READ, []],
        ['bob', 'team/inner', WRITE, []],
      ]);
    });

    it('tells what whoever comes after gets', async () => {
      await identity.namespace(root, registry, 'bobs', bob);
      expect(lines(await withoutUser(bob, { transferTo: `user:${alice.id}` }))).toEqual([
        ['bob', 'bobs', ['pull', 'push', 'delete', 'browse'], []],
        ['alice', 'bobs', [], ['pull', 'push', 'delete', 'browse']],
      ]);
      const toNobody = withoutUser(bob, { transferTo: `user:${bob.id}` });
      await expect(toNobody).rejects.toMatchObject({ code: 'OWNER_NOT_FOUND', status: 422 });
    });

    it('tells nothing of somebody who is disabled already, and everything of an administrator', async () => {
      await give(team, user(bob), 'READ');
      await identity.call(changeUser, { as: root, params: { id: bob.id }, body: { status: 'disabled' } });
      expect(lines(await withoutUser(bob))).toEqual([]);
      await identity.call(changeUser, { as: root, params: { id: alice.id }, body: { administrator: true } });
      const [first, ...others] = lines(await withoutUser(alice));
      expect([first?.[1], first?.[3], others]).toEqual(['defaults', [], []]);
    });

    it('is refused where the deletion would be', async () => {
      await expect(withoutUser(root)).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR', status: 409 });
      await expect(withoutUser(alice, {}, bob)).rejects.toMatchObject(NOT_ALLOWED);
    });
  });
});
