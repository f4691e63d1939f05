import {
  changeGroup,
  changeUser,
  type ConsoleReply,
  createGrant,
  createGroup,
  createNamespace,
  deleteGroup,
  deleteUser,
  findGroups,
  type GroupView,
  listGrants,
  listGroupMembers,
  listGroups,
  listNamespaces,
  listUserGroups,
  type NamespaceView,
  putGroupMember,
  readGroup,
  type RegistryView,
  removeGroupMember,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

describe.each(databaseKinds)('groups on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let alice: UserView;
  let bob: UserView;
  let registry: RegistryView;
  let developers: GroupView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    registry = await identity.registry(root);
    developers = await make('developers');
  });
  afterEach(() => identity.close());

  const make = async (name: string) =>
    createGroup.reply.parse((await identity.call(createGroup, { as: root, body: { name } })).body);
  const put = (as: UserView, user: UserView, role = 'member', group = developers): Promise<ConsoleReply> =>
    identity.call(putGroupMember, { as, params: { id: group.id, userId: user.id }, body: { role } });
  const remove = (as: UserView, user: UserView) =>
    identity.call(removeGroupMember, { as, params: { id: developers.id, userId: user.id } });
  const members = async (as: UserView, query: Record<string, string> = {}) =>
    listGroupMembers.reply.parse(
      (await identity.call(listGroupMembers, { as, params: { id: developers.id }, query })).body,
    );
  const names = async (as: UserView) =>
    listGroups.reply.parse((await identity.call(listGroups, { as })).body).items.map(({ name }) => name);
  const mayPull = async (as: UserView, path: string) => {
    const page = listNamespaces.reply.parse((await identity.call(listNamespaces, { as })).body);
    return page.items.some((item) => item.path === path && 'ownAccess' in item && item.ownAccess.actions.length > 0);
  };
  const ownedByGroup = async (path: string): Promise<NamespaceView> => {
    const body = { registryId: registry.id, path, owner: { kind: 'group', id: developers.id } };
    return (await identity.call(createNamespace, { as: root, body })).body as NamespaceView;
  };
  const states = async (wanted: string) =>
    (await identity.policyRows())
      .filter((row) => row.kind === wanted)
      .map(({ state }) => (state === null ? null : (JSON.parse(state) as unknown)));

  it('are made by administrators, and their states are in the policy', async () => {
    expect(developers).toMatchObject({ memberCount: 0, ownRole: null, manageable: true, version: 1 });
    await expect(identity.call(createGroup, { as: alice, body: {} })).rejects.toMatchObject({ status: 403 });
    await put(root, alice, 'manager');
    expect(await states('group')).toEqual([{ kind: 'group', id: developers.id, name: 'developers' }]);
    expect(await states('group-member')).toEqual([
      expect.objectContaining({ groupId: developers.id, userId: alice.id, role: 'manager' }),
    ]);
  });

  it('SEC-C16 never share a name, also after the first is gone', async () => {
    await expect(make('developers')).rejects.toMatchObject({ code: 'GROUP_NAME_TAKEN', status: 409 });
    await identity.call(deleteGroup, { as: root, params: { id: developers.id } });
    await expect(make('developers')).rejects.toMatchObject({ code: 'GROUP_NAME_TAKEN' });
  });

  it('are run by their managers, and hidden from others', async () => {
    await expect(put(alice, alice)).rejects.toMatchObject({ status: 404 });
    await put(root, alice, 'manager');
    await put(alice, bob);
    expect((await members(bob)).items.map(({ user, role }) => [user.username, role])).toEqual([
      ['alice', 'manager'],
      ['bob', 'member'],
    ]);
    const describeAs = (as: UserView) =>
      identity.call(changeGroup, { as, params: { id: developers.id }, body: { description: 'We' } });
    await expect(describeAs(bob)).rejects.toMatchObject({ code: 'NOT_ALLOWED', status: 403 });
    expect((await describeAs(alice)).body).toMatchObject({ description: 'We', version: 2, ownRole: 'manager' });
    await expect(put(bob, bob, 'manager')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(remove(bob, alice)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(identity.call(deleteGroup, { as: alice, params: { id: developers.id } })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('are left by whoever wants', async () => {
    await put(root, bob);
    await remove(bob, bob);
    await expect(remove(bob, bob)).rejects.toMatchObject({ status: 404 });
    await expect(identity.call(readGroup, { as: bob, params: { id: developers.id } })).rejects.toMatchObject({
      status: 404,
    });
    expect(await states('group-member')).toEqual([expect.anything(), null]);
  });

  it('change a role, and nothing where the role is the same', async () => {
    await put(root, bob);
    const reply = await put(root, bob, 'manager');
    expect(reply.body).toMatchObject({ role: 'manager' });
    expect(await put(root, bob, 'manager')).toMatchObject({ policyVersion: reply.policyVersion });
  });

  it('take in nobody who is not there', async () => {
    const params = { id: developers.id, userId: registry.id };
    const taken = identity.call(putGroupMember, { as: root, params, body: {} });
    await expect(taken).rejects.toMatchObject({ code: 'USER_NOT_FOUND', status: 422 });
  });

  it('are listed to their members, and found by whoever may give rights', async () => {
    await make('others');
    await put(root, bob);
    expect(await names(root)).toEqual(['developers', 'others']);
    expect(await names(bob)).toEqual(['developers']);
    expect(await names(alice)).toEqual([]);
    const find = async (as: UserView) =>
      findGroups.reply.parse((await identity.call(findGroups, { as, query: { q: 'DEV' } })).body).items;
    expect(await find(alice)).toEqual([]);
    await identity.namespace(root, registry, 'team', alice);
    expect(await find(alice)).toEqual([{ id: developers.id, name: 'developers', description: '' }]);
    const ofBob = await identity.call(listUserGroups, { as: root, params: { id: bob.id } });
    expect(ofBob.body).toMatchObject({ items: [{ group: { name: 'developers' }, role: 'member' }], next: null });
  });

  it('give their members what they are given, until they leave', async () => {
    const team = await identity.namespace(root, registry, 'team', root);
    await put(root, bob);
    await identity.grant(root, team, { principal: { kind: 'group', id: developers.id }, right: 'WRITE' });
    expect([await mayPull(bob, 'team'), await mayPull(alice, 'team')]).toEqual([true, false]);
    await remove(root, bob);
    expect(await mayPull(bob, 'team')).toBe(false);
  });

  it('SEC-C09 give a manager of a group no say over namespaces', async () => {
    const team = await identity.namespace(root, registry, 'team', bob);
    await put(root, alice, 'manager');
    await identity.grant(bob, team, { principal: { kind: 'group', id: developers.id }, right: 'FULL' });
    const principal = { kind: 'user', id: alice.id };
    const more = identity.call(createGrant, { as: alice, params: { id: team.id }, body: { principal, right: 'FULL' } });
    await expect(more).rejects.toMatchObject({ code: 'NOT_ALLOWED', status: 403 });
  });

  it('that own namespaces are not deleted: the refusal names them', async () => {
    const team = await ownedByGroup('team');
    await put(root, bob);
    expect(await mayPull(bob, 'team')).toBe(true);
    const refused = identity.call(deleteGroup, { as: root, params: { id: developers.id } });
    await expect(refused).rejects.toMatchObject({
      code: 'GROUP_OWNS_NAMESPACES',
      status: 409,
      message: expect.stringContaining('team') as string,
      errors: [{ pointer: `/namespaces/${team.id}`, message: 'team' }],
    });
  });

  it('go with their entries and memberships, in one commit', async () => {
    const team = await identity.namespace(root, registry, 'team', root);
    await put(root, bob);
    await identity.grant(root, team, { principal: { kind: 'group', id: developers.id }, right: 'READ' });
    const { policyVersion } = await identity.call(deleteGroup, { as: root, params: { id: developers.id } });
    const gone = (await identity.policyRows()).filter(({ n }) => n === policyVersion);
    expect(gone.map((row) => [row.kind, row.state])).toEqual([
      ['grant', null],
      ['group-member', null],
      ['group', null],
    ]);
    expect((await identity.call(listGrants, { as: root, params: { id: team.id } })).body).toMatchObject({ items: [] });
    expect(await mayPull(bob, 'team')).toBe(false);
  });

  it('lose whoever is deleted, and nothing is left of the membership', async () => {
    await put(root, bob);
    await identity.call(deleteUser, { as: root, params: { id: bob.id } });
    expect((await members(root)).items).toEqual([]);
    expect(await states('group-member')).toEqual([expect.anything(), null]);
  });

  it('page through many members by name', async () => {
    for (const name of ['carol', 'dave', 'erin', 'frank']) await put(root, await identity.user(root, name));
    const first = await members(root, { limit: '3' });
    expect(first.items.map(({ user }) => user.username)).toEqual(['carol', 'dave', 'erin']);
    const second = await members(root, { limit: '3', cursor: first.next ?? '' });
    expect(second.items.map(({ user }) => user.username)).toEqual(['frank']);
    expect(second.next).toBeNull();
    expect((await members(root, { q: 'AR' })).items.map(({ user }) => user.username)).toEqual(['carol']);
  });

  it('keep the labels of users, by which rules name them, in the policy', async () => {
    const labels = { team: ['blue'], region: ['eu', 'us'] };
    const reply = await identity.call(changeUser, { as: root, params: { id: bob.id }, body: { labels } });
    expect(reply.body).toMatchObject({ labels });
    expect((await states('user')).at(-1)).toMatchObject({ username: 'bob', labels });
  });
});
