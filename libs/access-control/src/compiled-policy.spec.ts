import { beforeEach, describe, expect, it } from 'vitest';
import { CompiledPolicy } from './compiled-policy.js';
import { grantedVerbs } from './decision.js';
import { aGrant, aNamespace, aRegistry, aSigningKey, aUser } from './model/policy-rows.js';
import type { PolicyRow, PolicyState } from './policy-state.js';
import { ALL_VERBS, NO_VERBS, PULL, type VerbMask } from './right.js';

const put = (...states: readonly PolicyState[]) =>
  states.map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow);
const gone = (kind: PolicyRow['kind'], key: string): PolicyRow => ({ kind, key, state: null });

const north = aRegistry({ id: 'north' });
const alice = aUser({ id: 'alice' });
const team = aNamespace({ id: 'n-team', path: 'team' });
const aliceReads = aGrant({ id: 'g1', namespaceId: 'n-team', principal: { kind: 'user', id: 'alice' } });
const nothing = {
  ...{ users: 0, groups: 0, robots: 0, memberships: 0, credentials: 0, registries: 0, namespaces: 0, grants: 0 },
  ...{ rules: 0, signingKeys: 0, mentioned: 0 },
};

let policy: CompiledPolicy;
beforeEach(() => {
  policy = CompiledPolicy.empty();
});

function heldByAlice(name = 'team/app'): VerbMask {
  return grantedVerbs(policy, { kind: 'user', userId: 'alice' }, 'north', {
    kind: 'repository',
    name,
    verbs: ALL_VERBS,
  });
}

describe('CompiledPolicy', () => {
  it('finds what it was given', () => {
    const key = aSigningKey({ id: 'k1' });
    policy.apply(put(north, alice, team, aliceReads, key));
    expect(policy.user('alice')).toBe(alice);
    expect(policy.userByName('alice')).toBe(alice);
    expect(policy.registry('north')).toBe(north);
    expect(policy.registryByService('service-north')).toBe(north);
    expect(policy.registries()).toEqual([north]);
    expect(policy.namespace('n-team')).toEqual(team);
    expect(policy.namespaceByPath('north', 'team')).toEqual(team);
    expect(policy.namespacesOf('north')).toEqual([team]);
    expect(policy.signingKeys()).toEqual([key]);
    expect(policy.sizes()).toEqual({
      ...nothing,
      ...{ users: 1, registries: 1, namespaces: 1, grants: 1, signingKeys: 1, mentioned: 1 },
    });
  });

  it('finds nothing where there is nothing', () => {
    expect(policy.user('x') ?? policy.userByName('x') ?? policy.registry('x')).toBeNull();
    expect(policy.registryByService('x') ?? policy.namespace('x') ?? policy.namespaceByPath('x', '')).toBeNull();
    expect([...policy.namespacesOf('x'), ...policy.registries()]).toEqual([]);
  });

  it('gives a grant effect whichever of its rows comes first', () => {
    const rows = put(aliceReads, team, alice, north);
    for (const order of [rows, [...rows].reverse()]) {
      policy = CompiledPolicy.empty();
      for (const [index, row] of order.entries()) {
        policy.apply([row]);
        expect(heldByAlice()).toBe(index < rows.length - 1 ? NO_VERBS : PULL);
      }
    }
  });

  it('does not count as there what was only mentioned', () => {
    policy.apply(put(aliceReads, aGrant({ id: 'g2', registryId: 'south' })));
    expect([policy.user('alice'), policy.namespace('n-team'), policy.registry('south')]).toEqual([null, null, null]);
    expect(policy.registries()).toEqual([]);
  });

  it('forgets whoever was only mentioned with the last mention', () => {
    policy.apply(put(aliceReads, aGrant({ ...aliceReads, id: 'g2' })));
    policy.apply([gone('grant', 'g1')]);
    expect(policy.sizes()).toEqual({ ...nothing, mentioned: 1, namespaces: 1, grants: 1 });
    policy.apply([gone('grant', 'g2')]);
    expect(policy.sizes()).toEqual(nothing);
  });

  it.each([
    ['before', [gone('grant', 'g1'), gone('namespace', 'n-team')]],
    ['after', [gone('namespace', 'n-team'), gone('grant', 'g1')]],
    ['without', [gone('namespace', 'n-team')]],
  ])('takes the grants with their namespace, their tombstones %s its own', (_order, tombstones) => {
    const everyone = aGrant({ id: 'g2', namespaceId: 'n-team' });
    const stranger = aGrant({ ...everyone, id: 'g3', principal: { kind: 'anonymous' } });
    policy.apply(put(north, alice, team, aliceReads, everyone, stranger));
    policy.apply([...tombstones, gone('grant', 'g2')]);
    expect(policy.sizes()).toEqual({ ...nothing, users: 1, registries: 1 });
    policy.apply(put({ ...team, id: 'n-again' }));
    expect(heldByAlice()).toBe(NO_VERBS);
  });

  it('takes the entries of a user with him, and nobody else has his name', () => {
    policy.apply(put(north, alice, team, aliceReads, aGrant({ ...aliceReads, id: 'g2', namespaceId: null })));
    policy.apply([gone('user', 'alice')]);
    expect(policy.sizes()).toEqual({ ...nothing, registries: 1, namespaces: 1, mentioned: 1 });
    expect(policy.userByName('alice')).toBeNull();
    policy.apply(put(alice));
    expect(heldByAlice()).toBe(NO_VERBS);
  });

  it('takes namespaces and defaults with their registry, and leaves other registries alone', () => {
    const elsewhere = aNamespace({ id: 'n-south', registryId: 'south' });
    policy.apply(put(north, aRegistry({ id: 'south' }), team, elsewhere, aliceReads, aGrant({ id: 'g2' })));
    policy.apply([gone('registry', 'north')]);
    expect(policy.sizes()).toEqual({ ...nothing, registries: 1, namespaces: 1, mentioned: 1 });
    expect(policy.registryByService('service-north')).toBeNull();
    expect(policy.namespace('n-south')).toEqual(elsewhere);
  });

  it('passes over tombstones of what it never saw', () => {
    const kinds = [
      ...([
        'user',
        'group',
        'robot',
        'group-member',
        'namespace-member',
        'credential',
        'registry',
        'namespace',
      ] as const),
      ...(['grant', 'rule', 'refresh-revocation', 'settings', 'signing-key'] as const),
    ];
    policy.apply(kinds.map((kind) => gone(kind, 'x')));
    expect(policy.sizes()).toEqual(nothing);
  });

  it('takes tombstones of what was only mentioned', () => {
    policy.apply(put(aliceReads, aGrant({ id: 'g2' })));
    policy.apply([gone('user', 'alice'), gone('registry', 'north'), gone('namespace', 'n-team')]);
    expect(policy.sizes()).toEqual(nothing);
    policy.apply([...put(aliceReads), gone('namespace', 'n-team')]);
    expect(policy.sizes()).toEqual(nothing);
  });

  it('replaces states, and moves what they were found by', () => {
    policy.apply(put(north, alice, team, aliceReads));
    const renamed = aUser({ id: 'alice', username: 'alicia' });
    const moved = { ...team, path: 'crew' };
    policy.apply(put(renamed, moved, aRegistry({ id: 'north', service: 'other' }), { ...aliceReads, right: 'FULL' }));
    expect([policy.userByName('alice'), policy.userByName('alicia')]).toEqual([null, renamed]);
    expect([policy.namespaceByPath('north', 'team'), policy.namespaceByPath('north', 'crew')]).toEqual([null, moved]);
    expect(policy.registryByService('service-north')).toBeNull();
    expect([heldByAlice('team/app'), heldByAlice('crew/app')]).toEqual([NO_VERBS, ALL_VERBS]);
  });

  it('leaves a name with whom it went to, though the tombstone of the old owner comes later', () => {
    const again = { ...team, id: 'n-again' };
    policy.apply(put(north, alice, team));
    policy.apply([...put(again, { ...aliceReads, namespaceId: 'n-again' }), gone('namespace', 'n-team')]);
    expect(policy.namespaceByPath('north', 'team')).toEqual(again);
    expect(heldByAlice()).toBe(PULL);
  });

  it('counts the strongest of several grants of one holder on one level, until each is gone', () => {
    const three = [aliceReads, { ...aliceReads, id: 'g0' }, { ...aliceReads, id: 'g2', right: 'FULL' as const }];
    policy.apply(put(north, alice, team, ...three));
    expect(heldByAlice()).toBe(ALL_VERBS);
    policy.apply([gone('grant', 'g2')]);
    expect(heldByAlice()).toBe(PULL);
    policy.apply([gone('grant', 'g0')]);
    expect(heldByAlice()).toBe(PULL);
    policy.apply([gone('grant', 'g1')]);
    expect(heldByAlice()).toBe(NO_VERBS);
  });

  it.each(['g0', 'g1', 'g2'])('takes %s from among others on a level that was asked before', (strongest) => {
    const three = ['g0', 'g1', 'g2'].map((id) => ({ ...aliceReads, id }));
    policy.apply(put(north, alice, team));
    policy.apply(put(...three.map((grant) => (grant.id === strongest ? { ...grant, right: 'FULL' as const } : grant))));
    expect(heldByAlice()).toBe(ALL_VERBS);
    policy.apply([gone('grant', strongest)]);
    expect(heldByAlice()).toBe(PULL);
  });

  it('tells apart grants whose ids fall together where they are kept', () => {
    const [first, second] = ['00000001-0000-0000-0000-000200000000', '00000002-0000-0000-0000-000100000000'];
    policy.apply(put(north, alice, team, { ...aliceReads, id: first }, { ...aliceReads, id: second, right: 'FULL' }));
    expect([policy.sizes().grants, heldByAlice()]).toEqual([2, ALL_VERBS]);
    policy.apply([gone('grant', second)]);
    expect([policy.sizes().grants, heldByAlice()]).toEqual([1, PULL]);
  });

  it('keeps thousands of grants apart, while some go and others come in their place', () => {
    const idOf = (number: number): string => `0199a706-7a70-7a70-8a70-${number.toString(16).padStart(12, '0')}`;
    const numbers = Array.from({ length: 12_000 }, (_, number) => number);
    const teams = numbers.slice(0, 300).map((n) => aNamespace({ id: `n-${String(n)}`, path: `team-${String(n)}` }));
    const grantOf = (n: number) => ({ ...aliceReads, id: idOf(n), namespaceId: `n-${String(n % 300)}` });
    policy.apply(put(north, alice, ...teams, ...numbers.map(grantOf)));
    // Nothing is left in every third namespace, and in each after one of those there is more.
    policy.apply(numbers.filter((n) => (n % 300) % 3 === 0).map((n) => gone('grant', idOf(n))));
    const more = numbers.filter((n) => (n % 300) % 3 === 1).slice(0, 2000);
    policy.apply(put(...more.map((n) => ({ ...grantOf(n), id: idOf(50_000 + n), right: 'FULL' as const }))));
    const held = teams.map(({ path }) => heldByAlice(`${path}/app`));
    expect(held).toEqual(teams.map((_, n) => [NO_VERBS, ALL_VERBS, PULL][n % 3]));
    expect(policy.sizes().grants).toBe(12_000 - 4_000 + 2_000);
    policy.apply([gone('user', 'alice')]);
    expect(policy.sizes()).toMatchObject({ grants: 0, mentioned: 1 });
  });

  it('drops and replaces keys of the ring', () => {
    const retired = aSigningKey({ id: 'k1', state: 'retired' });
    policy.apply(put(aSigningKey({ id: 'k1' }), retired, aSigningKey({ id: 'k2' })));
    policy.apply([gone('signing-key', 'k2')]);
    expect(policy.signingKeys()).toEqual([retired]);
  });
});
