import {
  CompiledPolicy,
  decideAccess,
  grantedVerbs,
  parseScopes,
  type PolicyRow,
  verbsOfMask,
} from '@spectacles/access-control';
import {
  changeRegistry,
  createGroup,
  createRobot,
  createToken,
  explainAccess,
  type Explanation,
  type GroupView,
  type NamespaceView,
  PolicyState,
  putGroupMember,
  putNamespaceMember,
  type RegistryView,
  replaceRules,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;
let bob: UserView;
let carol: UserView;
let registry: RegistryView;
let team: NamespaceView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
  bob = await identity.user(root, 'bob');
  carol = await identity.user(root, 'carol');
  registry = await identity.registry(root);
  team = await identity.namespace(root, registry, 'team', alice);
  await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'READ' });
});
afterEach(() => identity.close());

const ask = async (as: UserView, principal: object, scope: string, more: object = {}): Promise<Explanation> =>
  (await identity.call(explainAccess, { as, body: { principal, service: 'main', scopes: [scope], ...more } }))
    .body as Explanation;
const one = async (...input: Parameters<typeof ask>) => {
  const [grant] = (await ask(...input)).grants;
  if (grant === undefined) throw new Error('Nothing was explained.');
  return grant;
};
const user = ({ id }: { id: string }) => ({ kind: 'user', id });
const PUSH = 'repository:team/app:pull,push';

describe('explain', () => {
  it('says what the token door would answer, why, what would change it, and whom to ask', async () => {
    const explained = await ask(bob, { kind: 'user' }, PUSH);
    expect(explained).toMatchObject({ subject: 'bob', scope: 'repository:team/app:pull', dropped: [] });
    const [grant] = explained.grants;
    expect(grant).toMatchObject({ asked: ['pull', 'push'], granted: ['pull'], owners: ['alice'] });
    expect(grant?.because).toMatchObject([
      { action: 'pull', outcome: 'granted', source: { kind: 'grant', level: 'team' } },
      { action: 'push', outcome: 'denied', source: { kind: 'grant', level: 'team' } },
    ]);
    expect(grant?.chain).toMatchObject([{ kind: 'named', effect: 'decides' }]);
    expect(grant?.flips.find(({ action }) => action === 'push')?.text).toContain('WRITE');
  });

  it('answers administrators about anybody, and managers where they manage', async () => {
    const hers = await identity.namespace(root, registry, 'hers', carol);
    expect((await one(root, user(bob), PUSH)).granted).toEqual(['pull']);
    expect((await one(alice, user(bob), PUSH)).granted).toEqual(['pull']);
    expect((await one(alice, user(carol), `repository:${hers.path}/app:push`)).granted).toEqual([]);
    const body = { role: 'manager' };
    await identity.call(putNamespaceMember, { as: alice, params: { id: team.id, userId: bob.id }, body });
    expect((await one(bob, user(alice), PUSH)).granted).toEqual(['pull', 'push']);
  });

  it('lets nobody else ask about others', async () => {
    await expect(ask(bob, user(alice), PUSH)).rejects.toMatchObject({ status: 403 });
    await expect(ask(bob, user({ id: root.id.replace(/^./, 'f') }), PUSH)).rejects.toMatchObject({ status: 403 });
    await expect(ask(alice, user({ id: registry.id }), PUSH)).rejects.toMatchObject({ code: 'PRINCIPAL_NOT_FOUND' });
  });

  it('SEC-C11 answers the same about what is hidden and what is not there', async () => {
    const hidden = await one(carol, { kind: 'user' }, 'repository:team/app:pull,push');
    const missing = await one(carol, { kind: 'user' }, 'repository:nowhere/app:pull,push');
    expect(JSON.stringify(missing).replaceAll('nowhere', 'team')).toBe(JSON.stringify(hidden));
    expect(hidden).toMatchObject({ granted: [], chain: [], flips: [], owners: [] });
  });

  it('SEC-E08 tells who does not manage a place nothing of what others may do there', async () => {
    await identity.namespace(root, registry, 'carols', carol);
    for (const about of [user(alice), user(bob)]) {
      const inside = await one(carol, about, PUSH);
      const nowhere = await one(carol, about, 'repository:nowhere/app:pull,push');
      expect(JSON.stringify(nowhere).replaceAll('nowhere', 'team')).toBe(JSON.stringify(inside));
    }
    const anonymous = await one(carol, { kind: 'anonymous' }, 'repository:team/app:pull');
    expect(anonymous).toMatchObject({ granted: [], chain: [], owners: [] });
    expect(JSON.stringify(await ask(carol, { kind: 'user' }, PUSH))).not.toContain('alice');
  });

  it('knows whoever does not sign in, also where the registry refuses them', async () => {
    await identity.grant(alice, team, { principal: { kind: 'anonymous' }, right: 'READ' });
    expect((await one(bob, { kind: 'anonymous' }, PUSH)).granted).toEqual(['pull']);
    expect((await one(carol, { kind: 'anonymous' }, PUSH)).granted).toEqual(['pull']);
    const body = { refuseAnonymous: true };
    await identity.call(changeRegistry, { as: root, params: { id: registry.id }, body });
    const refused = await one(bob, { kind: 'anonymous' }, PUSH);
    expect(refused).toMatchObject({ granted: [], because: [{ source: { kind: 'anonymous-refused' } }, {}] });
  });

  it('asks about a group as somebody who is in it alone', async () => {
    const group = (await identity.call(createGroup, { as: root, body: { name: 'devs' } })).body as GroupView;
    await identity.call(putGroupMember, {
      as: root,
      params: { id: group.id, userId: carol.id },
      body: { role: 'member' },
    });
    await identity.grant(alice, team, { principal: { kind: 'group', id: group.id }, right: 'WRITE' });
    expect(await ask(alice, { kind: 'group', id: group.id }, PUSH)).toMatchObject({
      ...{ subject: 'devs', scope: PUSH },
      grants: [{ granted: ['pull', 'push'] }],
    });
    expect((await one(carol, { kind: 'user' }, PUSH)).because[0]?.source.kind).toBe('group');
  });

  it('asks about a token with its limits: its own owner, and nobody else', async () => {
    const scopes = [{ pattern: 'team/app', actions: ['pull'] }];
    const made = await identity.call(createToken, { as: alice, body: { name: 'laptop', scopes } });
    const token = { kind: 'token', id: (made.body as { id: string }).id };
    const own = await ask(alice, token, PUSH);
    expect(own).toMatchObject({ subject: 'alice (laptop)', scope: 'repository:team/app:pull' });
    expect(own.grants[0]?.chain.at(-1)).toMatchObject({ kind: 'limit', effect: 'limits' });
    await expect(ask(bob, token, PUSH)).rejects.toMatchObject({ status: 403 });
    await identity.namespace(root, registry, 'carols', carol);
    await expect(ask(carol, token, PUSH)).rejects.toMatchObject({ code: 'PRINCIPAL_NOT_FOUND' });
    const envelope = { caller: { kind: 'credential', credentialId: token.id, owner: { kind: 'user', id: alice.id } } };
    const body = { principal: { kind: 'user' }, service: 'main', scopes: [PUSH] };
    const itself = await identity.call(explainAccess, { body, envelope: envelope as object });
    expect(itself.body).toMatchObject({ scope: 'repository:team/app:pull' });
    const asUser = { ...body, principal: { account: 'alice', password: PASSWORD } };
    await expect(identity.call(explainAccess, { body: asUser, envelope: envelope as object })).rejects.toMatchObject({
      code: 'CREDENTIAL_LIMITED',
    });
  });

  it('asks about a robot for whoever runs it', async () => {
    const body = { name: 'ci', namespaceId: team.id, scopes: [{ pattern: 'team/app', actions: ['push'] }] };
    const made = (await identity.call(createRobot, { as: alice, body })).body as { id: string };
    const { id } = made;
    expect(await ask(alice, { kind: 'robot', id }, PUSH)).toMatchObject({ subject: 'team+ci', scope: PUSH });
    expect((await one(alice, { kind: 'robot', id }, 'repository:team/other:push')).granted).toEqual([]);
  });

  it('finds out who an account and password are, and is throttled as the door is', async () => {
    const login = { account: 'alice', password: PASSWORD };
    expect(await ask(bob, login, PUSH)).toMatchObject({ subject: 'alice', scope: PUSH });
    await expect(ask(bob, { ...login, password: 'wrong' }, PUSH)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    const made = await identity.call(createToken, { as: alice, body: { name: 'all' } });
    const password = (made.body as { secret: string }).secret;
    expect(await ask(bob, { account: 'alice', password }, PUSH)).toMatchObject({ subject: 'alice (all)', scope: PUSH });
    await expect(ask(bob, { account: 'bob', password }, PUSH)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });

  it('supposes another address where one is given', async () => {
    const rules = [{ match: { ip: '10.0.0.0/8', name: 'team/*' }, actions: ['pull', 'push'] }];
    await identity.call(replaceRules, { as: root, params: { id: registry.id }, body: { rules } });
    expect((await one(bob, { kind: 'user' }, PUSH)).granted).toEqual(['pull']);
    const inside = await one(bob, { kind: 'user' }, PUSH, { address: '10.1.2.3' });
    expect(inside.granted).toEqual(['pull', 'push']);
    expect(inside.chain).toMatchObject([{ kind: 'rule', effect: 'decides' }]);
  });

  it('answers each scope as it was written, and puts together what a token would hold', async () => {
    const scopes = ['repository:team/app:push,pull repository:team/app:delete', 'repository:team/app:pull'];
    const body = { principal: { kind: 'user', id: bob.id }, service: 'main', scopes };
    const { grants, scope } = (await identity.call(explainAccess, { as: root, body })).body as Explanation;
    expect(grants.map((grant) => grant.scope)).toEqual([
      'repository:team/app:push,pull',
      'repository:team/app:delete',
      'repository:team/app:pull',
    ]);
    expect(scope).toBe('repository:team/app:pull');
  });

  it('says why a scope asks for nothing, and which registry it does not know', async () => {
    const { dropped } = await ask(bob, { kind: 'user' }, 'repository:UPPER/app:pull');
    expect(dropped).toEqual([{ scope: 'repository:UPPER/app:pull', reason: 'No repository can have this name.' }]);
    await expect(ask(bob, { kind: 'user' }, PUSH, { service: 'other' })).rejects.toMatchObject({
      code: 'SERVICE_NOT_FOUND',
    });
  });

  it('agrees with the decision for everybody and everything', async () => {
    await identity.grant(alice, team, { principal: { kind: 'everyone' }, right: 'READ' });
    await identity.grant(alice, team, { principal: { kind: 'user', id: carol.id }, right: 'NONE' });
    await identity.namespace(root, registry, 'team/deep', bob);
    const rules = [
      { match: { account: 'bob', name: 'team/closed' }, actions: [] },
      { match: { name: 'ruled/*' }, actions: ['push'] },
      { match: { type: 'registry', account: 'alice' }, actions: ['*'] },
    ];
    await identity.call(replaceRules, { as: root, params: { id: registry.id }, body: { rules } });
    const policy = CompiledPolicy.empty();
    policy.apply(
      (await identity.policyRows()).map(
        ({ kind, key, state }) =>
          ({ kind, key, state: state === null ? null : PolicyState.parse(JSON.parse(state)) }) as PolicyRow,
      ),
    );
    const names = ['team/app', 'team/closed', 'team/deep/app', 'ruled/app', 'nowhere/app'];
    const scopes = [...names.map((name) => `repository:${name}:pull,push,delete`), 'registry:catalog:*'];
    for (const { id } of [root, alice, bob, carol]) {
      const body = { principal: { kind: 'user', id }, service: 'main', scopes };
      const { grants } = (await identity.call(explainAccess, { as: root, body })).body as Explanation;
      const principal = { kind: 'user', userId: id } as const;
      for (const [index, wish] of parseScopes(scopes, 'distribution-2').requested.entries()) {
        const { granted, because } = decideAccess(policy, principal, registry.id, wish);
        expect(granted).toBe(grantedVerbs(policy, principal, registry.id, wish));
        const words = wish.kind === 'catalog' ? (granted === 0 ? [] : ['*']) : verbsOfMask(granted);
        expect(grants[index]).toMatchObject({ granted: words, because });
      }
    }
  });
});
