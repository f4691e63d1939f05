import {
  createDefaultGrant,
  createGroup,
  createRobot,
  type GrantView,
  listDefaultGrants,
  listGrants,
  type NamespaceView,
  type NewGrant,
  type RegistryView,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

describe.each(databaseKinds)('entries are found on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let registry: RegistryView;
  let team: NamespaceView;
  const names = new Map<string, string>();

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    registry = await identity.registry(root);
    team = await identity.namespace(root, registry, 'team', root);
    const bob = await identity.user(root, 'bob', { displayName: 'Robert 100%' });
    const group = (await identity.call(createGroup, { as: root, body: { name: 'developers' } })).body as { id: string };
    const robotBody = { name: 'ci', namespaceId: team.id };
    const robot = (await identity.call(createRobot, { as: root, body: robotBody })).body as { id: string };
    names.clear();
    await give('bob', { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    await give('bob on caches', { principal: { kind: 'user', id: bob.id }, right: 'WRITE', pattern: 'team/*_cache' });
    await give('developers', { principal: { kind: 'group', id: group.id }, right: 'READ' });
    await give('robot', { principal: { kind: 'robot', id: robot.id }, right: 'READ' });
    await give('everyone', { principal: { kind: 'everyone' }, right: 'READ' });
  });
  afterEach(() => identity.close());

  async function give(name: string, body: NewGrant): Promise<void> {
    identity.clock.advance(1);
    names.set((await identity.grant(root, team, body)).id, name);
  }
  const page = async (query: Record<string, string>) =>
    listGrants.reply.parse((await identity.call(listGrants, { as: root, params: { id: team.id }, query })).body);
  const named = (items: readonly GrantView[]) => items.map(({ id }) => names.get(id));

  it.each([
    ['bob', ['bob', 'bob on caches']],
    ['OBERT', ['bob', 'bob on caches']],
    ['100%', ['bob', 'bob on caches']],
    ['develop', ['developers']],
    ['team+c', ['robot']],
    ['every', ['everyone']],
    ['_cache', ['bob on caches']],
    ['e', ['bob', 'bob on caches', 'developers', 'robot', 'everyone']],
    ['user', []],
    ['no%body', []],
  ])('by a part of a name or pattern: %j', async (q, found) => {
    expect(named((await page({ q })).items)).toEqual(found);
  });

  it('page by page, in the order in which they were given', async () => {
    const first = await page({ q: 'e', limit: '2' });
    expect(named(first.items)).toEqual(['bob', 'bob on caches']);
    const second = await page({ q: 'e', limit: '2', cursor: first.next ?? '' });
    expect(named(second.items)).toEqual(['developers', 'robot']);
  });

  it('in their own place alone', async () => {
    const body = { principal: { kind: 'everyone' }, right: 'READ' };
    const params = { id: registry.id };
    const made = (await identity.call(createDefaultGrant, { as: root, params, body })).body as GrantView;
    const found = (await identity.call(listDefaultGrants, { as: root, params, query: { q: 'everyone' } })).body;
    expect(listDefaultGrants.reply.parse(found).items.map(({ id }) => id)).toEqual([made.id]);
    expect(named((await page({ q: 'everyone' })).items)).toEqual(['everyone']);
  });
});
