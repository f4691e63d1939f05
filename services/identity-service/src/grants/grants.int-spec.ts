import {
  changeDefaultGrant,
  changeGrant,
  createDefaultGrant,
  createGrant,
  createGroup,
  createRobot,
  deleteGrant,
  deleteUser,
  type GrantView,
  listDefaultGrants,
  listGrants,
  type NamespaceView,
  readGrant,
  type RegistryView,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;
let bob: UserView;
let registry: RegistryView;
let team: NamespaceView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
  bob = await identity.user(root, 'bob', { displayName: 'Bob' });
  registry = await identity.registry(root);
  team = await identity.namespace(root, registry, 'team', alice);
});
afterEach(() => identity.close());

const forBob = (right: string) => ({ principal: { kind: 'user', id: bob.id }, right });

describe('grants', () => {
  it('are given by the owner, and name the user', async () => {
    const reply = await identity.call(createGrant, { as: alice, params: { id: team.id }, body: forBob('READ') });
    const grant = createGrant.reply.parse(reply.body);
    expect(grant).toMatchObject({
      registryId: registry.id,
      namespaceId: team.id,
      principal: { kind: 'user', id: bob.id, user: { username: 'bob', displayName: 'Bob' } },
      right: 'READ',
      version: 1,
    });
    expect(reply).toMatchObject({ status: 201, location: `/namespaces/${team.id}/grants/${grant.id}` });
  });

  it('are one for each principal and place', async () => {
    for (const principal of [{ kind: 'user', id: bob.id }, { kind: 'everyone' }, { kind: 'anonymous' }] as const) {
      const make = () => identity.grant(alice, team, { principal, right: 'READ' });
      await make();
      await expect(make()).rejects.toMatchObject({ code: 'GRANT_EXISTS', status: 409 });
    }
    const other = await identity.namespace(root, registry, 'other', alice);
    await identity.grant(alice, other, { principal: { kind: 'everyone' }, right: 'READ' });
  });

  it('are one for two who give the same at once', async () => {
    const make = () => identity.grant(alice, team, { principal: { kind: 'everyone' }, right: 'READ' });
    const settled = await Promise.allSettled([make(), make()]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('give anonymous READ at most, and may take it away', async () => {
    const body = (right: string) => ({ principal: { kind: 'anonymous' }, right });
    for (const right of ['WRITE', 'FULL']) {
      const made = identity.call(createGrant, { as: alice, params: { id: team.id }, body: body(right) });
      await expect(made).rejects.toMatchObject({ code: 'ANONYMOUS_READ_ONLY', status: 422 });
    }
    const grant = await identity.grant(alice, team, { principal: { kind: 'anonymous' }, right: 'NONE' });
    const params = { id: team.id, grantId: grant.id };
    const raised = identity.call(changeGrant, { as: alice, params, body: { right: 'WRITE' } });
    await expect(raised).rejects.toMatchObject({ code: 'ANONYMOUS_READ_ONLY' });
    expect((await identity.call(changeGrant, { as: alice, params, body: { right: 'READ' } })).body).toMatchObject({
      right: 'READ',
      version: 2,
    });
  });

  it('want a user who is there', async () => {
    const principal = { kind: 'user', id: '0192aa00-0000-7000-8000-000000000000' };
    const made = identity.call(createGrant, { as: alice, params: { id: team.id }, body: { principal, right: 'READ' } });
    await expect(made).rejects.toMatchObject({ code: 'PRINCIPAL_NOT_FOUND', status: 422 });
  });

  it('are not for readers to see or to change: nobody raises their own right', async () => {
    const grant = await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    const params = { id: team.id, grantId: grant.id };
    const refused = { code: 'NOT_ALLOWED', status: 403 };
    await expect(identity.call(listGrants, { as: bob, params: { id: team.id } })).rejects.toMatchObject(refused);
    await expect(identity.call(readGrant, { as: bob, params })).rejects.toMatchObject(refused);
    const raise = { as: bob, params, body: { right: 'FULL' } };
    await expect(identity.call(changeGrant, raise)).rejects.toMatchObject(refused);
    await expect(identity.call(deleteGrant, { as: bob, params })).rejects.toMatchObject(refused);
    const more = { as: bob, params: { id: team.id }, body: { principal: { kind: 'everyone' }, right: 'FULL' } };
    await expect(identity.call(createGrant, more)).rejects.toMatchObject(refused);
  });

  it('SEC-E07 are not reached through another place than their own', async () => {
    const mine = await identity.namespace(root, registry, 'mine', bob);
    const grant = await identity.grant(alice, team, { principal: { kind: 'everyone' }, right: 'READ' });
    const through = { as: bob, params: { id: mine.id, grantId: grant.id } };
    const missing = { code: 'NOT_FOUND', status: 404 };
    await expect(identity.call(readGrant, through)).rejects.toMatchObject(missing);
    await expect(identity.call(changeGrant, { ...through, body: { right: 'NONE' } })).rejects.toMatchObject(missing);
    await expect(identity.call(deleteGrant, through)).rejects.toMatchObject(missing);
    const asDefault = { as: root, params: { id: registry.id, grantId: grant.id }, body: { right: 'NONE' } };
    await expect(identity.call(changeDefaultGrant, asDefault)).rejects.toMatchObject(missing);
  });

  it('go with the user, of whom nothing is left in the policy', async () => {
    const grant = await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    await identity.call(deleteUser, { as: root, params: { id: bob.id } });
    const gone = (await identity.policyRows()).filter(({ state }) => state === null);
    expect(gone.map(({ kind, key, last }) => ({ kind, key, last }))).toEqual([
      { kind: 'grant', key: grant.id, last: false },
      { kind: 'user', key: bob.id, last: true },
    ]);
    expect((await identity.call(listGrants, { as: alice, params: { id: team.id } })).body).toMatchObject({ items: [] });
  });

  it('are listed in the order in which they were given', async () => {
    const made: GrantView[] = [];
    for (const principal of [{ kind: 'everyone' }, { kind: 'user', id: bob.id }, { kind: 'anonymous' }] as const) {
      identity.clock.advance(1);
      made.push(await identity.grant(alice, team, { principal, right: 'READ' }));
    }
    const list = async (query: Record<string, string>) =>
      listGrants.reply.parse((await identity.call(listGrants, { as: alice, params: { id: team.id }, query })).body);
    const first = await list({ limit: '2' });
    expect([...first.items, ...(await list({ cursor: first.next ?? '' })).items]).toEqual(made);
  });
});

describe('entries for part of a namespace', () => {
  const make = (body: object) => identity.call(createGrant, { as: alice, params: { id: team.id }, body });

  it('are one for each pattern, beside the one for everything', async () => {
    for (const pattern of [undefined, 'team/app', 'team/*/cache', 'team/**']) {
      const body = { ...forBob('READ'), pattern };
      expect((await make(body)).body).toMatchObject({ pattern: pattern ?? null });
      await expect(make(body)).rejects.toMatchObject({ code: 'GRANT_EXISTS' });
    }
  });

  it.each([
    ['team/App', 'PATTERN_INVALID', 'Character 6'],
    ['team/***', 'PATTERN_INVALID', 'Character 8'],
    ['team//app', 'PATTERN_INVALID', 'Character'],
    ['team/a..b', 'PATTERN_INVALID', 'Character 1'],
    ['other/**', 'PATTERN_OUTSIDE', 'team/'],
    ['app', 'PATTERN_OUTSIDE', 'team/'],
    ['team', 'PATTERN_OUTSIDE', 'team/'],
    ['*', 'PATTERN_OUTSIDE', 'team/'],
  ])('are refused with the place where %j is wrong', async (pattern, code, message) => {
    await expect(make({ ...forBob('READ'), pattern })).rejects.toMatchObject({
      code,
      status: 422,
      errors: [{ pointer: '/pattern', message: expect.stringContaining(message) as string }],
    });
  });

  it('may be defaults of the registry, which reach everywhere but have no members', async () => {
    const params = { id: registry.id };
    const byDefault = (body: object) => identity.call(createDefaultGrant, { as: root, params, body });
    expect((await byDefault({ ...forBob('READ'), pattern: '**/cache' })).body).toMatchObject({ pattern: '**/cache' });
    const members = byDefault({ principal: { kind: 'members' }, right: 'READ' });
    await expect(members).rejects.toMatchObject({ code: 'MEMBERS_OF_REGISTRY', status: 422 });
  });
});

describe('exact verbs', () => {
  const make = (body: object) => identity.call(createGrant, { as: alice, params: { id: team.id }, body });

  it('are kept with what they imply, beneath the strongest right that they contain', async () => {
    const everyone = { principal: { kind: 'everyone' }, right: 'NONE' };
    const made = await make({ ...everyone, verbs: ['push'] });
    expect(made.body).toMatchObject({ right: 'WRITE', verbs: ['pull', 'push', 'browse'] });
    const params = { id: team.id, grantId: (made.body as GrantView).id };
    const change = async (body: object) => (await identity.call(changeGrant, { as: alice, params, body })).body;
    expect(await change({ right: 'NONE', verbs: ['browse'] })).toMatchObject({ right: 'NONE', verbs: ['browse'] });
    expect(await change({ right: 'READ', verbs: ['pull', 'delete'] })).toMatchObject({
      right: 'READ',
      verbs: ['pull', 'delete', 'browse'],
      version: 3,
    });
    expect(await change({ right: 'FULL' })).toMatchObject({ verbs: ['pull', 'push', 'delete', 'browse'], version: 4 });
    expect(await change({ right: 'FULL', verbs: ['push', 'delete'] })).toMatchObject({ version: 4 });
  });

  it.each([['push'], ['delete'], ['manage']])('never let anonymous %s', async (verb) => {
    const made = make({ principal: { kind: 'anonymous' }, right: 'READ', verbs: ['pull', verb] });
    await expect(made).rejects.toMatchObject({ code: 'ANONYMOUS_READ_ONLY', status: 422 });
  });
});

describe('entries for groups and robots', () => {
  it('name them, and want them to be there', async () => {
    const group = (await identity.call(createGroup, { as: root, body: { name: 'developers' } })).body as { id: string };
    const robot = (await identity.call(createRobot, { as: alice, body: { name: 'ci', namespaceId: team.id } }))
      .body as { id: string };
    const toGroup = await identity.grant(alice, team, { principal: { kind: 'group', id: group.id }, right: 'READ' });
    expect(toGroup.principal).toEqual({ kind: 'group', id: group.id, name: 'developers' });
    const toRobot = await identity.grant(alice, team, { principal: { kind: 'robot', id: robot.id }, right: 'NONE' });
    expect(toRobot.principal).toEqual({ kind: 'robot', id: robot.id, name: 'team+ci' });
    for (const kind of ['group', 'robot', 'user']) {
      const body = { principal: { kind, id: team.id }, right: 'READ' };
      const made = identity.call(createGrant, { as: alice, params: { id: team.id }, body });
      await expect(made).rejects.toMatchObject({
        code: 'PRINCIPAL_NOT_FOUND',
        errors: [{ pointer: '/principal/id', message: `There is no such ${kind}.` }],
      });
    }
  });
});

describe('defaults of a registry', () => {
  it('are for administrators, and apart from the entries of its namespaces', async () => {
    const body = { principal: { kind: 'everyone' }, right: 'READ' };
    const params = { id: registry.id };
    await expect(identity.call(createDefaultGrant, { as: alice, params, body })).rejects.toMatchObject({ status: 403 });
    const reply = await identity.call(createDefaultGrant, { as: root, params, body });
    expect(reply.body).toMatchObject({ registryId: registry.id, namespaceId: null });
    expect(reply.location).toMatch(new RegExp(`^/registries/${registry.id}/grants/`));
    await identity.grant(alice, team, { principal: { kind: 'everyone' }, right: 'READ' });
    const listed = listDefaultGrants.reply.parse((await identity.call(listDefaultGrants, { as: root, params })).body);
    expect(listed.items).toEqual([reply.body]);
  });
});
