import {
  createDefaultGrant,
  createToken,
  explainAccess,
  type Explanation,
  type RegistryView,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { StoredNamesTwin } from '../test-support/stored-names-twin.js';

let identity: IdentityHarness;
let house: StoredNamesTwin;
let root: UserView;
let alice: UserView;
let bob: UserView;
let registry: RegistryView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  house = await StoredNamesTwin.start(identity.bus);
  root = await identity.setUp();
  [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
  registry = await identity.registry(root, { createOnPush: ['sandbox'], personalNamespaces: true });
});
afterEach(async () => {
  await house.close();
  await identity.close();
});

const ask = async (as: UserView, scopes: string[], principal: object = { kind: 'user' }): Promise<Explanation> =>
  (await identity.call(explainAccess, { as, body: { principal, service: 'main', scopes } })).body as Explanation;
const PUSH = 'repository:sandbox/one/app:pull,push';

describe('the simulator on a first push', () => {
  it('says that it would be granted, and makes nothing', async () => {
    for (const as of [alice, root]) {
      const explained = await ask(as, [PUSH, 'repository:sandbox/two/app:push'], { kind: 'user', id: alice.id });
      expect(explained.scope).toBe('repository:sandbox/one/app:pull,push');
      const [first, second] = explained.grants;
      const source = { kind: 'first-push', level: 'sandbox/one' };
      expect(first?.because).toMatchObject([
        { action: 'pull', outcome: 'granted', source },
        { action: 'push', outcome: 'granted', source },
      ]);
      expect(second?.granted).toEqual([]);
    }
    expect((await identity.policyRows()).filter(({ kind }) => kind === 'namespace')).toEqual([]);
  });

  it('says why nothing would come of it, as the token door would', async () => {
    house.stored.readAt = null;
    const [grant] = (await ask(alice, [PUSH])).grants;
    expect(grant).toMatchObject({ granted: [], because: [{ source: { kind: 'no-entry' } }, { action: 'push' }] });
    expect(grant?.because[1]?.source.text).toMatch(
      /^No entry gives it, and a first push would not make the namespace "sandbox\/one": The contents of the registry were not/,
    );
    expect(grant?.chain.at(-1)?.text).toBe(grant?.because[1]?.source.text);
    await house.close();
    const [unasked] = (await ask(alice, [PUSH])).grants;
    expect(unasked?.granted).toEqual([]);
    house = await StoredNamesTwin.start(identity.bus);
  });

  it('keeps within the limits of a token', async () => {
    const body = { name: 'ci', scopes: [{ pattern: 'sandbox/**', actions: ['push'] }] };
    const { id } = (await identity.call(createToken, { as: alice, body })).body as { id: string };
    const all = 'repository:sandbox/one/app:pull,push,delete';
    expect((await ask(alice, [all], { kind: 'token', id })).scope).toBe('repository:sandbox/one/app:pull,push');
    expect((await ask(alice, [all])).scope).toBe(all);
    expect((await ask(alice, ['repository:alice/app:push'], { kind: 'token', id })).scope).toBe('');
  });

  it('asks nobody about what is no first push, or of others', async () => {
    await identity.namespace(root, registry, 'sandbox/hidden', root);
    const denied = { kind: 'user', id: bob.id };
    const body = { principal: denied, right: 'NONE' };
    await identity.call(createDefaultGrant, { as: root, params: { id: registry.id }, body });
    for (const scope of ['repository:sandbox/one/app:pull', 'repository:sandbox/hidden/app:push'])
      expect((await ask(alice, [scope])).scope).toBe('');
    expect((await ask(bob, [PUSH])).scope).toBe('');
    expect((await ask(alice, [PUSH], { kind: 'anonymous' })).scope).toBe('');
    expect(house.stored.probed).toEqual([]);
  });
});
