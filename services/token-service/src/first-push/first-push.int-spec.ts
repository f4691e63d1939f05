import { RemoteError } from '@spectacles/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  alice,
  aNamespace,
  aRegistry,
  aUser,
  basic,
  type House,
  idOf,
  openHouse,
  passwordOf,
  regA,
} from '../test-support/house.js';
import { aCredential, aRobot } from '../test-support/machine-credentials.js';

let house: House;
beforeEach(async () => {
  house = await openHouse();
  house.policy.put({ ...regA, createOnPush: ['sandbox'], personalNamespaces: true });
  house.identity.reserve = ({ path, userId }) => {
    const owner = house.policy.policy.user(userId);
    if (owner === null) throw new TypeError('Nobody pushes');
    const namespace = aNamespace(200 + house.identity.reservations.length, regA, path, aUser(0, owner.username));
    const policyVersion = house.policy.put({ ...namespace, owner: { kind: 'user', id: userId } });
    return { namespaceId: namespace.id, policyVersion };
  };
});
afterEach(() => house.close());

const push = async (name: string, repository: string, secret = passwordOf(name)) => {
  const reply = await house.ask(`service=reg-a&scope=repository:${repository}:pull,push`, basic(name, secret));
  const [entry] = (reply.claims?.access ?? []) as { actions: string[] }[];
  return entry?.actions ?? [];
};
const reserved = () => house.identity.reservations.map(({ path, userId }) => [path, userId]);

describe('the namespace of a first push', () => {
  it('is made before the token, which then holds the push', async () => {
    expect(await push('alice', 'sandbox/one/app')).toEqual(['pull', 'push']);
    expect(await push('alice', 'alice/app')).toEqual(['pull', 'push']);
    expect(await push('alice', 'sandbox/one/deeper/app')).toEqual(['pull', 'push']);
    expect(reserved()).toEqual([
      ['sandbox/one', alice.id],
      ['alice', alice.id],
    ]);
  });

  it.each([
    ['a pull', 'service=reg-a&scope=repository:sandbox/one/app:pull'],
    ['the prefix itself', 'service=reg-a&scope=repository:sandbox/app:push'],
    ['somewhere else', 'service=reg-a&scope=repository:elsewhere/one/app:push'],
    ['the name of another', 'service=reg-a&scope=repository:bob/app:push'],
    ['a namespace that is there', 'service=reg-a&scope=repository:secret/x:push'],
    ['a registry that makes none', 'service=reg-b&scope=repository:sandbox/one/app:push'],
  ])('is not asked for by %s', async (_name, query) => {
    expect((await house.ask(query, basic('alice', passwordOf('alice')))).status).toBe(200);
    expect(reserved()).toEqual([]);
  });

  it('is made for people alone, and within the limits of what they signed in with', async () => {
    const robot = aRobot(61, '+ci', { scopes: [{ pattern: '**', actions: ['push'] }] });
    const ofRobot = aCredential(62, robot);
    const limited = aCredential(63, alice, { scopes: [{ pattern: 'team/**', actions: ['push'] }] });
    const reading = aCredential(64, alice, { scopes: [{ pattern: '**', actions: ['pull'] }] });
    const fitting = aCredential(65, alice, { scopes: [{ pattern: 'sandbox/**', actions: ['push'] }] });
    house.policy.put(robot, ...[ofRobot, limited, reading, fitting].map(({ state }) => state));
    await house.ask('service=reg-a&scope=repository:sandbox/one/app:push');
    await push('+ci', 'sandbox/one/app', ofRobot.secret);
    for (const { secret } of [limited, reading]) expect(await push('alice', 'sandbox/one/app', secret)).toEqual([]);
    expect(reserved()).toEqual([]);
    expect(await push('alice', 'sandbox/one/app', fitting.secret)).toEqual(['pull', 'push']);
  });

  it('is not made where somebody was denied on purpose', async () => {
    const none = { kind: 'grant', registryId: regA.id, right: 'NONE', verbs: null, pattern: null } as const;
    house.policy.put({ ...none, id: idOf(90), namespaceId: null, principal: { kind: 'user', id: alice.id } });
    expect(await push('alice', 'sandbox/one/app')).toEqual([]);
    expect(reserved()).toEqual([]);
    house.policy.remove('grant', idOf(90));
    house.policy.put({ ...none, id: idOf(91), namespaceId: null, principal: { kind: 'everyone' } });
    expect(await push('alice', 'sandbox/one/app')).toEqual(['pull', 'push']);
  });

  it('that is refused is told in the record of the push, with the reason, also where it is not asked for again', async () => {
    const reason = 'The contents of the registry were not read yet.';
    house.identity.reserve = () => {
      throw new RemoteError({ code: 'REGISTRY_NOT_READ', status: 409, message: reason });
    };
    const told = async (): Promise<unknown> => {
      await push('alice', 'sandbox/one/app');
      const record = (await house.recorded()).findLast((one) => one.kind === 'decision');
      return record?.kind === 'decision' ? record.scopes[0]?.because : null;
    };
    const source = {
      kind: 'first-push',
      text: `No entry gives it, and the first push did not make the namespace "sandbox/one": ${reason}`,
    };
    const because = [
      { action: 'pull', outcome: 'denied', source: { kind: 'no-entry' } },
      { action: 'push', outcome: 'denied', source },
    ];
    for (let round = 0; round < 2; round += 1) {
      expect(await told()).toMatchObject(because);
      house.clock.advanceSeconds(3);
    }
    expect(house.identity.reservations).toMatchObject([{ path: 'sandbox/one', repository: 'sandbox/one/app' }]);
    house.identity.reserve = () => {
      throw new RemoteError({ code: 'SERVICE_UNAVAILABLE', status: 503, message: 'An address inside.' });
    };
    house.clock.advanceSeconds(15);
    expect(JSON.stringify(await told())).toContain('It could not be asked for now. Push again.');
  });

  it('that is refused means that the push is denied, and is not asked for in a loop', async () => {
    house.identity.reserve = () => {
      throw new RemoteError({ code: 'NAMESPACE_NOT_AVAILABLE', status: 409, message: 'Somebody was faster.' });
    };
    for (let index = 0; index < 3; index += 1) expect(await push('alice', 'sandbox/one/app')).toEqual([]);
    expect(reserved()).toHaveLength(1);
    house.clock.advanceSeconds(5);
    await push('alice', 'sandbox/one/app');
    expect(reserved()).toHaveLength(2);
    house.policy.put(aRegistry(12, 'reg-b'));
    await push('alice', 'sandbox/one/app');
    expect(reserved()).toHaveLength(3);
  });

  it('below the top is made where the registry opens the top', async () => {
    house.policy.put({ ...regA, createOnPush: [''] });
    expect(await push('alice', 'fresh/app')).toEqual(['pull', 'push']);
    expect(await push('alice', 'alone')).toEqual([]);
    expect(reserved()).toEqual([['fresh', alice.id]]);
  });

  it('SEC-D06 is nobody’s who was shut out while it was being made', async () => {
    const { reserve } = house.identity;
    house.identity.reserve = (request) => {
      house.identity.passwords.set('alice', 'a new one');
      house.policy.put({ ...alice, credentialVersion: 2, refreshRevokedBelow: house.policy.version + 1 });
      return reserve(request);
    };
    const query = 'service=reg-a&offline_token=true&scope=repository:sandbox/one/app:push';
    const reply = await house.ask(query, basic('alice', passwordOf('alice')));
    expect([reply.status, reply.body['refresh_token']]).toEqual([401, undefined]);
  });

  it('SEC-D06 is no reason to take a refresh token that was ended meanwhile', async () => {
    const login = await house.ask('service=reg-a&offline_token=true', basic('alice', passwordOf('alice')));
    const record = (await house.recorded()).findLast((one) => one.kind === 'decision' && one.refreshTokenIssued);
    const id = record?.kind === 'decision' ? (record.refreshTokenId ?? '') : '';
    house.identity.reserve = () => {
      house.policy.put({ kind: 'refresh-revocation', id, expiresAt: new Date().toISOString() });
      throw new RemoteError({ code: 'NAMESPACE_NOT_AVAILABLE', status: 409, message: 'No.' });
    };
    const token = encodeURIComponent(String(login.body['refresh_token']));
    const form = `grant_type=refresh_token&refresh_token=${token}&scope=repository:sandbox/one/app:push`;
    expect((await house.post(form)).status).toBe(401);
  });
});
