import { setImmediate } from 'node:timers/promises';

import { waitFor } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { alice, basic, type House, idOf, openHouse, passwordOf, regA, standardPolicy } from '../test-support/house.js';
import { aCredential, aRobot } from '../test-support/machine-credentials.js';

const PUSH = 'service=reg-a&scope=repository:team/app:pull,push';
const team = idOf(21);

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const pushAs = async (name: string, secret: string, query = PUSH) => house.ask(query, basic(name, secret));
const form = (name: string, secret: string) =>
  `grant_type=password&username=${encodeURIComponent(name)}&password=${secret}&service=reg-a&scope=repository:team/app:pull,push`;
/** The last record that was handed over. */
const lastRecord = async () => (await house.recorded()).at(-1);

describe('personal access tokens and secrets of robots', () => {
  it('sign in without asking anybody, as whoever they belong to', async () => {
    const token = aCredential(51, alice);
    house.policy.put(token.state);
    house.identity.reachable = false;
    const reply = await pushAs('alice', token.secret);
    expect(reply.claims).toMatchObject({ sub: 'alice', access: [{ actions: ['pull', 'push'] }] });
    expect((await house.post(form('alice', token.secret))).claims).toMatchObject({ sub: 'alice' });
    expect(house.identity.verifications).toBe(0);
  });

  it('of a robot are known by its login, whose plus may come in any encoding', async () => {
    const robot = aRobot(61, 'team+ci', { namespaceId: team });
    const secret = aCredential(62, robot);
    house.policy.put(robot, secret.state);
    const named = await pushAs('team+ci', secret.secret, `account=team%2Bci&${PUSH}`);
    expect(named.claims).toMatchObject({ sub: 'team+ci', access: [{ actions: ['pull', 'push'] }] });
    expect((await house.post(form('team+ci', secret.secret))).claims).toMatchObject({ sub: 'team+ci' });
    expect((await pushAs('team+ci', secret.secret, `account=alice&${PUSH}`)).status).toBe(401);
    expect((await pushAs('alice', secret.secret)).status).toBe(401);
  });

  it('SEC-C14 a token cannot do more than its owner, nor more than its limits', async () => {
    const limited = aCredential(51, alice, { scopes: [{ pattern: 'team/app', actions: ['pull'] }] });
    const wishful = aCredential(52, alice, { scopes: [{ pattern: '**', actions: ['push', 'delete'] }] });
    house.policy.put(limited.state, wishful.state);
    expect((await pushAs('alice', limited.secret)).claims?.access).toMatchObject([{ actions: ['pull'] }]);
    const elsewhere = 'service=reg-a&scope=repository:team/other:pull&scope=repository:secret/x:push,delete';
    expect((await pushAs('alice', limited.secret, elsewhere)).claims?.access).toEqual([]);
    expect((await pushAs('alice', wishful.secret, elsewhere)).claims?.access).toEqual([
      { type: 'repository', name: 'team/other', actions: ['pull'] },
    ]);
  });

  it('SEC-C14 a robot of one repository is denied the next one', async () => {
    const robot = aRobot(61, 'team+ci', {
      namespaceId: team,
      scopes: [{ pattern: 'team/app', actions: ['pull', 'push'] }],
    });
    const secret = aCredential(62, robot);
    house.policy.put(robot, secret.state);
    const both = 'service=reg-a&scope=repository:team/app:push,pull&scope=repository:team/next:push,pull';
    expect((await pushAs('team+ci', secret.secret, both)).claims?.access).toEqual([
      { type: 'repository', name: 'team/app', actions: ['pull', 'push'] },
    ]);
  });

  it('SEC-C15 a token loses what its owner loses, at the next exchange', async () => {
    const token = aCredential(51, alice);
    house.policy.put(token.state);
    expect((await pushAs('alice', token.secret)).claims?.access).toHaveLength(1);
    house.policy.remove('grant', idOf(31));
    expect((await pushAs('alice', token.secret)).claims?.access).toEqual([]);
  });

  it('are refused alike, whatever is wrong with them, and the record says what it was', async () => {
    const soon = new Date(house.clock.now().getTime() + 60_000).toISOString();
    const robot = aRobot(61, '+mirror', { expiresAt: soon });
    const fine = aCredential(51, alice);
    const expiring = aCredential(52, alice, { expiresAt: soon });
    const elsewhere = aCredential(53, alice, { addressRanges: ['198.51.100.0/24'] });
    const ofRobot = aCredential(54, robot);
    house.policy.put(robot, ...[fine, expiring, elsewhere, ofRobot].map(({ state }) => state));
    house.clock.advanceSeconds(60);
    const cases = [
      ['alice', expiring.secret, 'CREDENTIAL_EXPIRED'],
      ['alice', elsewhere.secret, 'CREDENTIAL_ADDRESS'],
      ['+mirror', ofRobot.secret, 'EXPIRED'],
      ['bob', fine.secret, 'NAME_OF_ANOTHER'],
      ['alice', aCredential(55, alice).secret, 'UNKNOWN_SECRET'],
    ] as const;
    const answers = new Set<string>();
    for (const [name, secret, refusal] of cases) {
      const reply = await pushAs(name, secret);
      answers.add(JSON.stringify([reply.status, reply.body]));
      expect(await lastRecord()).toMatchObject({ outcome: 'refused', refusal, tokenId: null });
    }
    house.policy.put({ ...alice, status: 'disabled' });
    const disabled = await pushAs('alice', fine.secret);
    answers.add(JSON.stringify([disabled.status, disabled.body]));
    expect(await lastRecord()).toMatchObject({ refusal: 'DISABLED', credential: { kind: 'token', id: idOf(51) } });
    expect([...answers]).toHaveLength(1);
    expect(disabled.status).toBe(401);
    expect(house.identity.verifications).toBe(0);
  });

  it('SEC-C08 are refused with 503 by a policy that nobody confirmed for too long', async () => {
    const token = aCredential(51, alice);
    house.policy.put(token.state);
    house.policy.age = 901;
    expect((await pushAs('alice', token.secret)).status).toBe(503);
    expect(
      (await pushAs('alice', token.secret, 'service=reg-a&scope=repository:team/app:pull')).claims?.access,
    ).toHaveLength(1);
    house.policy.age = 86_401;
    expect((await pushAs('alice', token.secret, 'service=reg-a&scope=repository:team/app:pull')).status).toBe(503);
  });

  it('SEC-C09 each request is decided at one version, which its record names', async () => {
    const grantId = idOf(31);
    const grant = standardPolicy.find(({ id }) => id === grantId);
    if (grant === undefined) throw new TypeError('The house has no grant');
    const token = aCredential(51, alice);
    house.policy.put(token.state);
    const granting = new Map<number, boolean>();
    let isAsking = true;
    const change = async () => {
      for (let isGranted = true; isAsking; isGranted = !isGranted) {
        if (isGranted) house.policy.put(grant);
        else house.policy.remove('grant', grantId);
        granting.set(house.policy.version, isGranted);
        await setImmediate();
      }
    };
    const changing = change();
    const both = (index: number) => ['a', 'b'].map((name) => `&scope=repository:team/${name}${String(index)}:push`);
    const asked = Array.from({ length: 100 }, (_, index) =>
      pushAs('alice', token.secret, `service=reg-a${both(index).join('')}`),
    );
    const inToken = new Map((await Promise.all(asked)).map(({ claims }) => [claims?.jti, claims?.access]));
    isAsking = false;
    await changing;
    const records = (await house.recorded()).flatMap((record) => (record.kind === 'decision' ? [record] : []));
    expect(records).toHaveLength(100);
    expect(new Set(records.map(({ policyVersion }) => policyVersion)).size).toBeGreaterThan(1);
    for (const { scopes, policyVersion, tokenId } of records) {
      const isGranted = granting.get(policyVersion) === true;
      expect(scopes.map(({ granted }) => granted.length > 0)).toEqual([isGranted, isGranted]);
      expect(inToken.get(tokenId ?? '')).toHaveLength(isGranted ? 2 : 0);
    }
  });

  it('SEC-C10 SEC-C11 a mount from a repository that may not be read is left out, whether it is there or not', async () => {
    const token = aCredential(51, alice);
    house.policy.put(token.state);
    const from = async (source: string) =>
      (await pushAs('alice', token.secret, `${PUSH}&scope=repository:${source}:pull`)).claims?.access;
    expect(await from('secret/x')).toEqual([{ type: 'repository', name: 'team/app', actions: ['pull', 'push'] }]);
    expect(await from('nowhere/x')).toEqual(await from('secret/x'));
  });
});

describe('a secret that the policy here does not hold yet', () => {
  const made = () => aCredential(51, alice);

  it('is found by one look at the log, which all who wait share', async () => {
    const [mine, others] = [made(), aCredential(52, alice)];
    let arrived: () => void = () => undefined;
    house.policy.look = () => new Promise((resolve) => (arrived = resolve));
    const asked = [mine, others, mine].map(({ secret }) => pushAs('alice', secret));
    await waitFor(() => house.policy.looks > 0, { what: 'the log is looked at' });
    house.policy.put(mine.state, others.state);
    house.policy.look = () => Promise.resolve();
    arrived();
    for (const reply of asked) expect((await reply).claims).toMatchObject({ sub: 'alice', access: [{}] });
    expect(house.policy.looks).toBeLessThanOrEqual(2);
    await pushAs('alice', mine.secret);
    expect(house.policy.looks).toBeLessThanOrEqual(2);
  });

  it('is refused when the look finds nothing, or takes too long', async () => {
    expect((await pushAs('alice', made().secret)).status).toBe(401);
    house.policy.look = () => new Promise(() => undefined);
    const startedAt = performance.now();
    expect((await pushAs('alice', made().secret)).status).toBe(401);
    expect(performance.now() - startedAt).toBeGreaterThan(250);
    expect(await lastRecord()).toMatchObject({ refusal: 'UNKNOWN_SECRET', credential: { kind: 'none' } });
  });

  it('is not looked for on behalf of an address that fails too much, nor of a mistyped one', async () => {
    await pushAs('alice', `${made().secret}x`);
    expect(house.policy.looks).toBe(0);
    for (let guess = 0; guess < 60; guess += 1) await pushAs('alice', made().secret);
    const looks = house.policy.looks;
    expect((await pushAs('alice', made().secret)).status).toBe(429);
    expect(house.policy.looks).toBe(looks);
  });
});

describe('tokens only', () => {
  it('refuses passwords before anything is hashed, and says what to do', async () => {
    const token = aCredential(51, alice);
    const settings = { decisionRetentionDays: 90, activityRetentionDays: 365 };
    house.policy.put(token.state, { kind: 'settings', id: idOf(99), tokensOnly: true, ...settings });
    const refused = await pushAs('alice', passwordOf('alice'));
    expect([refused.status, refused.claims]).toEqual([401, null]);
    expect(JSON.stringify(refused.body)).toContain('personal access token');
    expect(house.identity.verifications).toBe(0);
    expect(await lastRecord()).toMatchObject({ refusal: 'TOKENS_ONLY' });
    expect((await pushAs('alice', token.secret)).claims).toMatchObject({ sub: 'alice' });
  });

  it('is asked again after a password was checked', async () => {
    const settings = { decisionRetentionDays: 90, activityRetentionDays: 365 };
    house.identity.meanwhile = () => {
      house.policy.put({ kind: 'settings', id: idOf(99), tokensOnly: true, ...settings });
    };
    expect((await pushAs('alice', passwordOf('alice'))).status).toBe(401);
    expect(await lastRecord()).toMatchObject({ refusal: 'TOKENS_ONLY' });
  });
});

describe('the catalog', () => {
  it('is signed with its star where a rule gives it, and nothing else is', async () => {
    const rule = { kind: 'rule', id: idOf(71), registryId: regA.id, position: 0 } as const;
    house.policy.put({
      ...rule,
      match: { account: 'bob', type: 'registry', name: 'catalog' },
      actions: ['*'],
      anchored: true,
      comment: '',
    });
    const catalog = 'service=reg-a&scope=registry:catalog:*';
    expect((await pushAs('bob', passwordOf('bob'), catalog)).claims?.access).toEqual([
      { type: 'registry', name: 'catalog', actions: ['*'] },
    ]);
    expect((await pushAs('alice', passwordOf('alice'), catalog)).claims?.access).toEqual([]);
  });
});
