import {
  changeNamespace,
  changeRegistry,
  createDefaultGrant,
  createNamespace,
  deleteNamespace,
  listNamespaces,
  type NamespaceView,
  readNamespace,
  type RegistryView,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FoundNamesTwin } from '../test-support/found-names-twin.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;
let bob: UserView;
let registry: RegistryView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
  bob = await identity.user(root, 'bob');
  registry = await identity.registry(root, { publicHost: 'registry.example.com' });
});
afterEach(() => identity.close());

const read = async (as: UserView, namespace: NamespaceView) =>
  readNamespace.reply.parse((await identity.call(readNamespace, { as, params: { id: namespace.id } })).body);
const paths = async (as: UserView, query: Record<string, string> = {}) => {
  const page = (await identity.call(listNamespaces, { as, query })).body as { items: NamespaceView[] };
  return page.items.map(({ path }) => path);
};

describe('namespaces', () => {
  it('are made by administrators, with everything that a page needs', async () => {
    const body = {
      registryId: registry.id,
      path: 'team/app',
      owner: { kind: 'user', id: alice.id },
      description: 'Ours',
    };
    const reply = await identity.call(createNamespace, { as: root, body });
    expect(createNamespace.reply.parse(reply.body)).toMatchObject({
      registryName: 'main',
      publicHost: 'registry.example.com',
      path: 'team/app',
      owner: { kind: 'user', id: alice.id, name: 'alice' },
      description: 'Ours',
      ownAccess: { actions: ['pull', 'push', 'delete'] },
      manageable: true,
      public: false,
      version: 1,
    });
    expect(reply).toMatchObject({ status: 201, policyVersion: 5 });
  });

  it('have one owner a path, in each registry', async () => {
    await identity.namespace(root, registry, '', alice);
    await expect(identity.namespace(root, registry, '', bob)).rejects.toMatchObject({
      code: 'NAMESPACE_EXISTS',
      status: 409,
    });
    const other = await identity.registry(root, { name: 'other', service: 'other' });
    expect((await identity.namespace(root, other, '', bob)).path).toBe('');
  });

  it('want a registry and an owner that are there', async () => {
    const nobody = '0192aa00-0000-7000-8000-000000000000';
    const make = (registryId: string, id: string) =>
      identity.call(createNamespace, { as: root, body: { registryId, path: 'x', owner: { kind: 'user', id } } });
    await expect(make(nobody, alice.id)).rejects.toMatchObject({ code: 'REGISTRY_NOT_FOUND', status: 422 });
    await expect(make(registry.id, nobody)).rejects.toMatchObject({ code: 'OWNER_NOT_FOUND', status: 422 });
  });

  it('may be made again at the same path, with a new id and no old entries', async () => {
    const first = await identity.namespace(root, registry, 'team', alice);
    await identity.grant(root, first, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    await identity.call(deleteNamespace, { as: root, params: { id: first.id } });
    const second = await identity.namespace(root, registry, 'team', alice);
    expect(second.id).not.toBe(first.id);
    expect(await paths(bob)).toEqual([]);
  });

  it('are seen by whoever may pull there, owns them, or is an administrator', async () => {
    const team = await identity.namespace(root, registry, 'team', alice);
    await expect(read(bob, team)).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(await read(alice, team)).toMatchObject({ manageable: true });
    await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'WRITE' });
    expect(await read(bob, team)).toMatchObject({
      manageable: false,
      ownAccess: { actions: ['pull', 'push'], source: expect.stringContaining('WRITE') as string },
    });
  });

  it('inherit rights from those above, and from the defaults of the registry', async () => {
    const team = await identity.namespace(root, registry, 'team', alice);
    const inner = await identity.namespace(root, registry, 'team/inner', root);
    const elsewhere = await identity.namespace(root, registry, 'other', root);
    await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    expect(await paths(bob)).toEqual(['team', 'team/inner']);
    expect(await read(alice, inner)).toMatchObject({
      manageable: true,
      ownAccess: { actions: ['pull', 'push', 'delete'] },
    });
    const body = { principal: { kind: 'everyone' }, right: 'READ' };
    await identity.call(createDefaultGrant, { as: root, params: { id: registry.id }, body });
    expect(await read(bob, elsewhere)).toMatchObject({ ownAccess: { actions: ['pull'] } });
  });

  it('are public where anonymous may pull, and the registry lets anonymous in', async () => {
    const team = await identity.namespace(root, registry, 'public', alice);
    await identity.grant(alice, team, { principal: { kind: 'anonymous' }, right: 'READ' });
    expect(await read(bob, team)).toMatchObject({ public: true });
    const change = { as: root, params: { id: registry.id }, body: { refuseAnonymous: true } };
    await identity.call(changeRegistry, change);
    expect(await read(bob, team)).toMatchObject({ public: false });
  });

  it('are given to somebody else by their owner, who then does not manage them any more', async () => {
    const team = await identity.namespace(root, registry, 'team', alice);
    const give = (as: UserView, to: UserView) =>
      identity.call(changeNamespace, { as, params: { id: team.id }, body: { owner: { kind: 'user', id: to.id } } });
    await expect(give(bob, bob)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await give(alice, bob)).body).toMatchObject({
      owner: { name: 'bob' },
      manageable: false,
      ownAccess: { actions: [] },
      version: 2,
    });
    await expect(give(alice, alice)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await identity.grant(bob, team, { principal: { kind: 'user', id: alice.id }, right: 'FULL' });
    await expect(give(alice, alice)).rejects.toMatchObject({ code: 'NOT_ALLOWED', status: 403 });
  });

  it('answer permission before the contents of the body', async () => {
    const team = await identity.namespace(root, registry, 'team', alice);
    await identity.grant(root, team, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
    const change = (as: UserView) =>
      identity.call(changeNamespace, { as, params: { id: team.id }, body: { nonsense: true } });
    await expect(change(bob)).rejects.toMatchObject({ status: 403 });
    await expect(change(alice)).rejects.toMatchObject({ status: 422 });
  });

  it('are listed in full pages of what the caller may see', async () => {
    for (let index = 0; index < 30; index += 1) {
      const path = `n${String(index).padStart(2, '0')}`;
      await identity.namespace(root, registry, path, index % 3 === 0 ? bob : alice);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = { limit: '4', ...(cursor === '' ? {} : { cursor }) };
      const page = (await identity.call(listNamespaces, { as: bob, query })).body as {
        items: NamespaceView[];
        next: string | null;
      };
      if (page.next !== null) expect(page.items).toHaveLength(4);
      seen.push(...page.items.map(({ path }) => path));
      cursor = page.next;
    }
    expect(seen).toEqual(['n00', 'n03', 'n06', 'n09', 'n12', 'n15', 'n18', 'n21', 'n24', 'n27']);
    expect(await paths(bob, { q: '2', limit: '2' })).toEqual(['n12', 'n21']);
  });

  it('are found behind many that the caller may not see', async () => {
    await Promise.all(
      Array.from({ length: 205 }, (_, index) =>
        identity.namespace(root, registry, `a${String(index).padStart(3, '0')}`, alice),
      ),
    );
    await identity.namespace(root, registry, 'z', bob);
    expect(await paths(bob)).toEqual(['z']);
  });

  it('of a registry are listed alone where it is named', async () => {
    const other = await identity.registry(root, { name: 'other', service: 'other' });
    await identity.namespace(root, registry, 'here', alice);
    await identity.namespace(root, other, 'there', alice);
    expect(await paths(alice, { registryId: other.id })).toEqual(['there']);
  });

  it('offer administrators the names that nobody owns yet', async () => {
    const twin = await FoundNamesTwin.start(identity.bus, [
      { registryId: registry.id, path: 'found', repositoryCount: 3 },
    ]);
    const found = async (as: UserView) => (await identity.call(listNamespaces, { as, query: { found: 'true' } })).body;
    expect(await found(root)).toEqual({
      items: [{ registryId: registry.id, registryName: 'main', path: 'found', repositoryCount: 3 }],
      next: null,
    });
    expect(await found(bob)).toEqual({ items: [], next: null });
    expect(twin.asked).toEqual([expect.objectContaining({ atLeast: 4 })]);
    await twin.close();
  });

  it('offer a full page of such names, though some are of a registry that went', async () => {
    const gone = '0199a7c0-7a70-7a70-8a70-000000000001';
    const name = (registryId: string, path: string) => ({ registryId, path, repositoryCount: 1 });
    const found = [name(gone, 'a'), name(gone, 'b'), name(registry.id, 'c'), name(gone, 'd'), name(registry.id, 'e')];
    const twin = await FoundNamesTwin.start(identity.bus, found);
    const query = { found: 'true', limit: '2', q: 'Part' };
    const page = (await identity.call(listNamespaces, { as: root, query })).body;
    expect(page).toMatchObject({ items: [{ path: 'c' }, { path: 'e' }], next: null });
    expect(twin.asked[0]).toMatchObject({ part: 'Part', cursor: null, limit: 2 });
    await twin.close();
  });

  it('say that names cannot be offered while catalog-service is away', async () => {
    const asked = identity.call(listNamespaces, { as: root, query: { found: 'true' } });
    await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
  });

  it('wait for nothing that is not there: a version from the future is not in force yet', async () => {
    const team = await identity.namespace(root, registry, 'team', alice);
    const future = identity.call(readNamespace, { as: alice, params: { id: team.id }, envelope: { atLeast: 1000 } });
    await expect(future).rejects.toMatchObject({ code: 'POLICY_NOT_YET', status: 503 });
  });
});
