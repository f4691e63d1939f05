import {
  changeNamespace,
  changeRegistry,
  createDefaultGrant,
  createGroup,
  deleteNamespace,
  deleteUser,
  type GroupView,
  listNamespaces,
  putGroupMember,
  ReadActivityLog,
  readRegistry,
  type RegistryView,
  ReserveNamespace,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { StoredNamesTwin } from '../test-support/stored-names-twin.js';

const NOT_AVAILABLE = { code: 'NAMESPACE_NOT_AVAILABLE', status: 409 };

describe.each(databaseKinds)('the namespace of a first push on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let house: StoredNamesTwin;
  let root: UserView;
  let alice: UserView;
  let bob: UserView;
  let registry: RegistryView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    house = await StoredNamesTwin.start(identity.bus, ['old/app', 'team/stored/app', 'team/storedaway']);
    root = await identity.setUp();
    [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    registry = await identity.registry(root, { createOnPush: ['', 'team'], personalNamespaces: true });
  });
  afterEach(async () => {
    await house.close();
    await identity.close();
  });

  const reserve = (user: UserView, path: string) =>
    identity.messages.request(ReserveNamespace, {
      registryId: registry.id,
      path,
      repository: path === '' ? 'app' : `${path}/app`,
      userId: user.id,
      requestId: 'r',
      address: '192.0.2.7',
      userAgent: 'docker/28',
    });
  const owners = async () =>
    listNamespaces.reply
      .parse((await identity.call(listNamespaces, { as: root })).body)
      .items.map((item) => [item.path, 'owner' in item ? item.owner.name : '']);
  const change = (body: object) => identity.call(changeRegistry, { as: root, params: { id: registry.id }, body });

  it('is made for whoever pushes, once, and recorded as their doing', async () => {
    const first = await reserve(alice, 'project');
    expect(await reserve(alice, 'project')).toMatchObject({ namespaceId: first.namespaceId });
    expect(await owners()).toEqual([['project', 'alice']]);
    const page = await identity.messages.request(ReadActivityLog, { after: { n: 0, id: '' }, skip: 0, limit: 100 });
    const last: unknown = page.outcome === 'rows' ? JSON.parse(page.rows.at(-1)?.state ?? '') : null;
    expect(last).toMatchObject({
      action: 'namespace.create',
      actor: { kind: 'user', name: 'alice' },
      object: { name: 'project' },
      userAgent: 'docker/28',
      policyVersion: first.policyVersion,
    });
  });

  it('goes to one of two who push at once', async () => {
    const settled = await Promise.allSettled([reserve(alice, 'team/app'), reserve(bob, 'team/app')]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: NOT_AVAILABLE });
  });

  it('is made only where the registry says so', async () => {
    for (const path of ['other/app', 'team/app/deep', ''])
      await expect(reserve(alice, path)).rejects.toMatchObject(NOT_AVAILABLE);
    await change({ createOnPush: [] });
    await expect(reserve(alice, 'project')).rejects.toMatchObject(NOT_AVAILABLE);
    expect(await reserve(alice, 'alice')).toBeDefined();
    await change({ personalNamespaces: false });
    await expect(reserve(bob, 'bob')).rejects.toMatchObject(NOT_AVAILABLE);
  });

  it('SEC-C16 is never that of somebody else’s name, nor of a name that somebody had', async () => {
    await expect(reserve(alice, 'bob')).rejects.toMatchObject(NOT_AVAILABLE);
    await identity.call(deleteUser, { as: root, params: { id: bob.id } });
    await expect(reserve(alice, 'bob')).rejects.toMatchObject(NOT_AVAILABLE);
    expect(await reserve(alice, 'alice')).toBeDefined();
  });

  it('is not made over images that are there, nor while that cannot be known', async () => {
    for (const path of ['old', 'team/stored']) await expect(reserve(alice, path)).rejects.toMatchObject(NOT_AVAILABLE);
    await house.close();
    await expect(reserve(alice, 'project')).rejects.toMatchObject({ status: 503 });
    house = await StoredNamesTwin.start(identity.bus);
    expect(await reserve(alice, 'project')).toBeDefined();
  });

  it('SEC-C16 is not made where the whole registry was never seen, or was seen at another address', async () => {
    const unread = {
      code: 'REGISTRY_NOT_READ',
      status: 409,
      message: expect.stringContaining('were not read yet') as string,
    };
    house.stored.readAt = null;
    await expect(reserve(alice, 'project')).rejects.toMatchObject(unread);
    house.stored.readAt = { url: 'https://elsewhere.example', at: '2026-01-02T03:04:05.000Z' };
    await expect(reserve(alice, 'alice')).rejects.toMatchObject(unread);
    expect(house.stored.probed).toEqual([]);
    house.stored.readAt = { url: registry.url, at: '2026-01-02T03:04:05.000Z' };
    expect(await reserve(alice, 'project')).toBeDefined();
  });

  it('SEC-C16 is not made where the registry itself has something there by now, or does not say', async () => {
    house.stored.probe = { outcome: 'stored', name: 'project/hidden' };
    const refused = await reserve(alice, 'project').catch((error: unknown) => error as Error);
    expect(refused).toMatchObject(NOT_AVAILABLE);
    expect(JSON.stringify(refused)).not.toContain('hidden');
    house.stored.probe = { outcome: 'unknown', reason: 'The registry did not answer in time.' };
    await expect(reserve(alice, 'project')).rejects.toMatchObject({
      code: 'REGISTRY_NOT_READ',
      message: 'The registry did not tell what is stored there. The registry did not answer in time. Push again later.',
    });
    expect(house.stored.probed).toMatchObject([
      { registryId: registry.id, url: registry.url, path: 'project', repository: 'project/app' },
      {},
    ]);
    house.stored.probe = { outcome: 'empty' };
    expect(await reserve(alice, 'project')).toBeDefined();
  });

  it('asks nobody about what is not to be made anyway', async () => {
    await expect(reserve(alice, 'other/app')).rejects.toMatchObject(NOT_AVAILABLE);
    await reserve(alice, 'project');
    await reserve(alice, 'project');
    await expect(reserve(bob, 'project')).rejects.toMatchObject(NOT_AVAILABLE);
    expect(house.stored.probed).toHaveLength(1);
  });

  it('is made as often as the registry lets one person, for each place', async () => {
    await change({ createOnPushLimit: 2 });
    const tooMany = { code: 'TOO_MANY_NAMESPACES', status: 409 };
    await reserve(alice, 'team/a_1');
    await identity.namespace(root, registry, 'team/by-hand', alice);
    await reserve(alice, 'team/a_2');
    await expect(reserve(alice, 'team/a_3')).rejects.toMatchObject({
      ...tooMany,
      message: expect.stringContaining('below "team"') as string,
    });
    expect(await reserve(alice, 'one')).toBeDefined();
    expect(await reserve(alice, 'alice')).toBeDefined();
    expect(await reserve(alice, 'two')).toBeDefined();
    await expect(reserve(alice, 'three')).rejects.toMatchObject(tooMany);
    expect(await reserve(bob, 'team/b_1')).toBeDefined();
  });

  it('counts for whoever pushed, also when somebody else owns it by now, until it is deleted', async () => {
    await change({ createOnPushLimit: 1 });
    const { namespaceId } = await reserve(alice, 'project');
    const to = { kind: 'user', id: bob.id };
    await identity.call(changeNamespace, { as: root, params: { id: namespaceId }, body: { owner: to } });
    await expect(reserve(alice, 'another')).rejects.toMatchObject({ code: 'TOO_MANY_NAMESPACES' });
    await identity.call(deleteNamespace, { as: root, params: { id: namespaceId } });
    expect(await reserve(alice, 'another')).toBeDefined();
  });

  it('never lets two pushes at once make one more than that', async () => {
    await change({ createOnPushLimit: 3 });
    const paths = Array.from({ length: 8 }, (_, index) => `team/n${String(index)}`);
    const settled = await Promise.allSettled(paths.map((path) => reserve(alice, path)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('takes no force from an entry NONE for whoever pushes', async () => {
    const team = await identity.namespace(root, registry, 'team', root);
    await identity.grant(root, team, { principal: { kind: 'user', id: alice.id }, right: 'NONE' });
    await identity.grant(root, team, { principal: { kind: 'everyone' }, right: 'NONE' });
    await expect(reserve(alice, 'team/app')).rejects.toMatchObject(NOT_AVAILABLE);
    expect(await reserve(bob, 'team/app')).toBeDefined();
    const body = { principal: { kind: 'user', id: alice.id }, right: 'NONE' };
    await identity.call(createDefaultGrant, { as: root, params: { id: registry.id }, body });
    await expect(reserve(alice, 'project')).rejects.toMatchObject(NOT_AVAILABLE);
  });

  it('takes no force from an entry NONE on some names, for whoever pushes or a group', async () => {
    const team = await identity.namespace(root, registry, 'team', root);
    const group = (await identity.call(createGroup, { as: root, body: { name: 'interns' } })).body as GroupView;
    const params = { id: group.id, userId: bob.id };
    await identity.call(putGroupMember, { as: root, params, body: { role: 'member' } });
    const none = { right: 'NONE' as const, pattern: 'team/app/secret' };
    await identity.grant(root, team, { ...none, principal: { kind: 'user', id: alice.id } });
    await identity.grant(root, team, { ...none, principal: { kind: 'group', id: group.id }, pattern: 'team/b*/**' });
    await expect(reserve(alice, 'team/app')).rejects.toMatchObject(NOT_AVAILABLE);
    await expect(reserve(bob, 'team/b_1')).rejects.toMatchObject(NOT_AVAILABLE);
    expect(await reserve(alice, 'team/b_1')).toBeDefined();
    expect(await reserve(bob, 'team/app')).toBeDefined();
  });

  it('SEC-C16 is never above a namespace of somebody else, though nothing is stored there', async () => {
    await identity.namespace(root, registry, 'project/bobs', bob);
    await identity.namespace(root, registry, 'alice/tools', bob);
    await identity.namespace(root, registry, 'own/tools', alice);
    await identity.namespace(root, registry, 'own-other/tools', bob);
    for (const path of ['project', 'alice']) {
      const refused = await reserve(alice, path).catch((error: unknown) => error as Error);
      expect(refused).toMatchObject(NOT_AVAILABLE);
      expect(JSON.stringify(refused)).not.toMatch(/bob|tools/);
    }
    expect(house.stored.probed).toEqual([]);
    expect(await reserve(alice, 'own')).toBeDefined();
    await expect(reserve(bob, 'own-other')).resolves.toBeDefined();
    await expect(reserve(alice, 'own-other')).rejects.toMatchObject(NOT_AVAILABLE);
  });

  it('SEC-C16 is never what is open to all, or what is above', async () => {
    await change({ createOnPush: ['', 'team', 'alice/open'] });
    for (const path of ['team', 'alice']) await expect(reserve(alice, path)).rejects.toMatchObject(NOT_AVAILABLE);
    expect(await reserve(alice, 'team/one')).toBeDefined();
    expect(await reserve(bob, 'alice/open/one')).toBeDefined();
  });

  it('is not made for whoever is disabled', async () => {
    await identity.disable(root, alice);
    await expect(reserve(alice, 'project')).rejects.toMatchObject(NOT_AVAILABLE);
  });

  it('is a setting of the registry, whose paths are looked at', async () => {
    const settings = { createOnPush: ['', 'team'], createOnPushLimit: 20, personalNamespaces: true };
    expect((await identity.call(readRegistry, { as: root, params: { id: registry.id } })).body).toMatchObject(settings);
    for (const path of ['Team', 'team/', '/team', '..', 'a b'])
      await expect(change({ createOnPush: [path] })).rejects.toMatchObject({
        status: 422,
        errors: [{ pointer: '/createOnPush/0' }],
      });
    expect((await change({ createOnPush: ['b', 'a', 'b'] })).body).toMatchObject({ createOnPush: ['a', 'b'] });
  });
});
