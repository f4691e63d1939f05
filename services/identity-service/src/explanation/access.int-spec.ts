import {
  type AccessLine,
  createGroup,
  createRobot,
  type GroupView,
  listAccess,
  type NamespaceView,
  putGroupMember,
  type RegistryView,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;
let bob: UserView;
let carol: UserView;
let registry: RegistryView;
let team: NamespaceView;
let devs: GroupView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
  bob = await identity.user(root, 'bob');
  carol = await identity.user(root, 'carol');
  registry = await identity.registry(root);
  team = await identity.namespace(root, registry, 'team', alice);
  devs = (await identity.call(createGroup, { as: root, body: { name: 'devs' } })).body as GroupView;
  const params = { id: devs.id, userId: bob.id };
  await identity.call(putGroupMember, { as: root, params, body: { role: 'member' } });
  await identity.grant(alice, team, { principal: { kind: 'group', id: devs.id }, right: 'WRITE' });
  await identity.grant(alice, team, { principal: { kind: 'everyone' }, right: 'READ' });
});
afterEach(() => identity.close());

async function page(as: UserView, query: Record<string, string>) {
  return (await identity.call(listAccess, { as, query })).body as { items: AccessLine[]; next: string | null };
}
async function all(as: UserView, query: Record<string, string>, limit = 200): Promise<AccessLine[]> {
  const lines: AccessLine[] = [];
  let cursor: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof page>> = await page(as, {
      ...{ ...query, limit: String(limit) },
      ...(cursor !== null && { cursor }),
    });
    lines.push(...found.items);
    cursor = found.next;
  } while (cursor !== null);
  return lines;
}
const text = ({ principal, path, actions }: AccessLine) =>
  `${principal.kind} ${principal.name} ${path} ${actions.join()}`;

const HERE = [
  'everyone everyone team pull,browse',
  'group devs team pull,push,browse',
  'user alice team pull,push,delete,browse,manage',
  'user bob team pull,push,browse',
  'user root team pull,push,delete,browse,manage',
];

describe('who can do what in a namespace', () => {
  it.each([1, 2, 200])('is told to who runs it, in pages of %i', async (limit) => {
    expect((await all(alice, { namespaceId: team.id }, limit)).map(text)).toEqual(HERE);
    expect((await all(root, { namespaceId: team.id }, limit)).map(text)).toEqual(HERE);
  });

  it('says through what somebody has it', async () => {
    const lines = await all(alice, { namespaceId: team.id });
    expect(lines.find(({ principal }) => principal.name === 'bob')?.source).toMatchObject({ kind: 'group' });
    expect(lines.find(({ principal }) => principal.name === 'alice')?.source.kind).toBe('owner');
  });

  it('lists entries on patterns as they are written', async () => {
    const principal = { kind: 'user', id: carol.id } as const;
    await identity.grant(alice, team, { principal, right: 'FULL', pattern: 'team/*/cache' });
    const lines = (await all(alice, { namespaceId: team.id })).map(text);
    expect(lines).toContain('user carol team/*/cache pull,push,delete,browse');
  });

  it('has robots on the names that they are limited to, also those of no namespace', async () => {
    const robots = [
      { name: 'ci', namespaceId: team.id, scopes: [{ pattern: 'team/app', actions: ['push'] }] },
      { name: 'mirror', scopes: [{ pattern: 'team/**', actions: ['pull'] }] },
      { name: 'elsewhere', scopes: [{ pattern: 'other/**', actions: ['pull'] }] },
    ];
    for (const body of robots) await identity.call(createRobot, { as: root, body });
    const lines = (await all(alice, { namespaceId: team.id })).filter(({ principal }) => principal.kind === 'robot');
    expect(lines.map(text)).toEqual(['robot +mirror team pull,browse', 'robot team+ci team/app pull,push,browse']);
  });

  it('tells who has less than everyone, and nothing of who is disabled', async () => {
    await identity.grant(alice, team, { principal: { kind: 'user', id: carol.id }, right: 'NONE' });
    const dora = await identity.user(root, 'dora');
    await identity.disable(root, dora);
    const lines = await all(alice, { namespaceId: team.id });
    expect(lines.map(text)).toEqual([...HERE.slice(0, 3), 'user carol team ', ...HERE.slice(3)]);
  });

  it('is searched by name', async () => {
    expect((await all(alice, { namespaceId: team.id, q: 'BO' })).map(text)).toEqual(HERE.slice(3, 4));
  });

  it('is for nobody else, and what is hidden is not there', async () => {
    const hidden = await identity.namespace(root, registry, 'hidden', alice);
    await expect(page(bob, { namespaceId: team.id })).rejects.toMatchObject({ status: 403 });
    await expect(page(bob, { namespaceId: hidden.id })).rejects.toMatchObject({ status: 404 });
    await expect(page(bob, { namespaceId: registry.id })).rejects.toMatchObject({ status: 404 });
  });
});

describe('what somebody can do', () => {
  beforeEach(async () => {
    await identity.namespace(root, registry, 'bobs', bob);
    await identity.namespace(root, registry, 'hidden', alice);
  });
  const OF_BOB = ['user bob bobs pull,push,delete,browse,manage', 'user bob team pull,push,browse'];

  it.each([1, 200])('is told to everybody of themselves, in pages of %i', async (limit) => {
    expect((await all(bob, {}, limit)).map(text)).toEqual(OF_BOB);
    expect((await all(bob, { userId: bob.id }, limit)).map(text)).toEqual(OF_BOB);
  });

  it('is told to administrators of anybody', async () => {
    expect((await all(root, { userId: bob.id })).map(text)).toEqual(OF_BOB);
    expect((await all(root, { groupId: devs.id })).map(text)).toContain('group devs team pull,push,browse');
    await expect(page(alice, { userId: bob.id })).rejects.toMatchObject({ status: 403 });
    await expect(page(alice, { groupId: devs.id })).rejects.toMatchObject({ status: 403 });
    await expect(page(root, { robotId: bob.id })).rejects.toMatchObject({ status: 404 });
    await expect(page(root, { userId: bob.id, groupId: devs.id })).rejects.toMatchObject({ status: 400 });
  });

  it('has the defaults of registries, and entries on patterns', async () => {
    const principal = { kind: 'group', id: devs.id } as const;
    await identity.grant(alice, team, { principal, right: 'FULL', pattern: 'team/*/cache' });
    expect((await all(bob, {})).map(text)).toContain('user bob team/*/cache pull,push,delete,browse');
    expect((await all(root, {}, 2)).map(text)[0]).toBe('user root  pull,push,delete,browse');
  });
});
