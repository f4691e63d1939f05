import {
  changeRegistry,
  createDefaultGrant,
  deleteUser,
  listNamespaces,
  ReadActivityLog,
  readRegistry,
  type RegistryView,
  ReserveNamespace,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { KnownRepositoriesTwin } from '../test-support/known-repositories-twin.js';

const NOT_AVAILABLE = { code: 'NAMESPACE_NOT_AVAILABLE', status: 409 };

describe.each(databaseKinds)('the namespace of a first push on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let catalog: KnownRepositoriesTwin;
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
    catalog = await KnownRepositoriesTwin.start(identity.bus, ['old/app', 'team/stored/app', 'team/storedaway']);
    root = await identity.setUp();
    [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    registry = await identity.registry(root, { createOnPush: ['', 'team'], personalNamespaces: true });
  });
  afterEach(async () => {
    await catalog.close();
    await identity.close();
  });

  const reserve = (user: UserView, path: string) =>
    identity.messages.request(ReserveNamespace, {
      registryId: registry.id,
      path,
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
    await catalog.close();
    await expect(reserve(alice, 'project')).rejects.toMatchObject({ status: 503 });
    catalog = await KnownRepositoriesTwin.start(identity.bus);
    expect(await reserve(alice, 'project')).toBeDefined();
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

  it('is not made for whoever is disabled', async () => {
    await identity.disable(root, alice);
    await expect(reserve(alice, 'project')).rejects.toMatchObject(NOT_AVAILABLE);
  });

  it('is a setting of the registry, whose paths are looked at', async () => {
    const settings = { createOnPush: ['', 'team'], personalNamespaces: true };
    expect((await identity.call(readRegistry, { as: root, params: { id: registry.id } })).body).toMatchObject(settings);
    for (const path of ['Team', 'team/', '/team', '..', 'a b'])
      await expect(change({ createOnPush: [path] })).rejects.toMatchObject({
        status: 422,
        errors: [{ pointer: '/createOnPush/0' }],
      });
    expect((await change({ createOnPush: ['b', 'a', 'b'] })).body).toMatchObject({ createOnPush: ['a', 'b'] });
  });
});
