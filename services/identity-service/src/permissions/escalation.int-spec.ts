import {
  changeGrant,
  changeSettings,
  createGrant,
  createNamespace,
  explainAccess,
  type GrantView,
  type NamespaceView,
  putNamespaceMember,
  readNamespace,
  type RegistryView,
  removeNamespaceMember,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;
let bob: UserView;
let registry: RegistryView;
let team: NamespaceView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
  registry = await identity.registry(root);
  team = await identity.namespace(root, registry, 'team', alice);
});
afterEach(() => identity.close());

const toBob = () => ({ kind: 'user', id: bob.id }) as const;

describe('whoever was given a part', () => {
  it.each(['team/*', 'team/**', 'team/app'])(
    'SEC-C09 is not made to manage the whole by an entry on %s',
    async (pattern) => {
      const params = { id: team.id };
      const body = { principal: toBob(), right: 'FULL', verbs: ['pull', 'manage'], pattern };
      await expect(identity.call(createGrant, { as: alice, params, body })).rejects.toMatchObject({
        code: 'MANAGE_OF_PATTERN',
        status: 422,
      });
      const entry = await identity.grant(alice, team, { principal: toBob(), right: 'READ', pattern });
      const change = { right: 'READ', verbs: ['manage'] };
      const place = { ...params, grantId: entry.id };
      await expect(identity.call(changeGrant, { as: alice, params: place, body: change })).rejects.toMatchObject({
        code: 'MANAGE_OF_PATTERN',
      });
      const more = { principal: toBob(), right: 'FULL' };
      await expect(identity.call(createGrant, { as: bob, params, body: more })).rejects.toMatchObject({
        status: expect.toBeOneOf([403, 404]) as number,
      });
    },
  );

  it('may be let manage the whole by an entry without a pattern', async () => {
    const entry = { principal: toBob(), right: 'READ', verbs: ['manage'] } as const;
    expect(await identity.grant(alice, team, { ...entry, verbs: [...entry.verbs] })).toMatchObject<Partial<GrantView>>({
      verbs: ['manage'],
    });
    const view = await identity.call(readNamespace, { as: bob, params: { id: team.id } });
    expect(view.body).toMatchObject({ manageable: true });
  });
});

describe('whoever repeats a request', () => {
  it('SEC-E08 is not told by the answer of before what they may no longer see', async () => {
    const member = { id: team.id, userId: bob.id };
    await identity.call(putNamespaceMember, { as: alice, params: member, body: { role: 'manager' } });
    const body = { registryId: registry.id, path: 'team/sub', owner: { kind: 'user', id: alice.id } };
    const envelope = { commandId: 'the same once more' };
    const made = await identity.call(createNamespace, { as: bob, body, envelope });
    expect((await identity.call(createNamespace, { as: bob, body, envelope })).body).toEqual(made.body);
    await identity.call(removeNamespaceMember, { as: alice, params: member });
    await expect(identity.call(createNamespace, { as: bob, body, envelope })).rejects.toMatchObject({ status: 404 });
  });
});

describe('whoever asks what a password opens', () => {
  it('is told, as at the token door, that it takes tokens only', async () => {
    const ask = (password: string) =>
      identity.call(explainAccess, {
        as: bob,
        body: { principal: { account: 'alice', password }, service: 'main', scopes: ['repository:team/app:pull'] },
      });
    expect((await ask(PASSWORD)).status).toBe(200);
    await identity.call(changeSettings, { as: root, body: { tokensOnly: true } });
    for (const password of [PASSWORD, 'another password'])
      await expect(ask(password)).rejects.toMatchObject({ code: 'TOKENS_ONLY', status: 422 });
  });
});
