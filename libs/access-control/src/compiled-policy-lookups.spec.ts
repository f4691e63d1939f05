import { describe, expect, it } from 'vitest';
import { CompiledPolicy } from './compiled-policy.js';
import { grantedVerbs } from './decision.js';
import {
  aCredential,
  aGrant,
  aGroup,
  aGroupMember,
  aNamespace,
  aNamespaceMember,
  aRegistry,
  aRobot,
  aRule,
  aUser,
  rowsOf,
} from './model/policy-rows.js';
import type { PolicyKind, PolicyRow, PolicyState } from './policy-state.js';
import { NO_VERBS, PULL } from './right.js';

function policyOf(...states: readonly PolicyState[]): CompiledPolicy {
  const policy = CompiledPolicy.empty();
  policy.apply(rowsOf(states));
  return policy;
}

const gone = (kind: PolicyKind, key: string): PolicyRow => ({ kind, key, state: null });

describe('what can be looked up', () => {
  const devs = aGroup({ id: 'devs' });
  const inDevs = aGroupMember('devs', 'alice', 'manager');
  const inTeam = aNamespaceMember('team', 'alice');
  const ci = aRobot({ id: 'ci', namespaceId: 'team' });
  const key = aCredential({ id: 'key' });
  const policy = policyOf(
    ...[aRegistry({ id: 'north' }), aUser({ id: 'alice' }), aNamespace({ id: 'team' }), devs, inDevs, inTeam, ci, key],
  );

  it('is told by id, by name and by whom it belongs to', () => {
    expect(policy.group('devs')).toEqual(devs);
    expect(policy.group('alice')).toBeNull();
    expect(policy.membersOf('devs')).toEqual([inDevs]);
    expect(policy.groupsOf('alice')).toEqual([devs]);
    expect(policy.namespaceMembers('team')).toEqual([inTeam]);
    expect(policy.robotsOf('team')).toEqual([ci]);
    expect(policy.credentialsOf({ kind: 'user', id: 'alice' })).toEqual([key]);
  });

  it('is nothing of what is not there', () => {
    expect([policy.membersOf('ops'), policy.groupsOf('bob'), policy.namespaceMembers('ops')]).toEqual([[], [], []]);
    expect([policy.robotsOf('ops'), policy.credentialsOf({ kind: 'robot', id: 'ci' })]).toEqual([[], []]);
    expect(policy.rules('south')).toEqual({ rulesOnly: false, rules: [] });
  });

  it('are the rules of a registry in their order, and whether they end in deny', () => {
    const [second, first] = [aRule({ id: 'r1', position: 2 }), aRule({ id: 'r2', position: 1 })];
    const ruled = policyOf(aRegistry({ id: 'north' }), second, first, {
      kind: 'rule-list',
      id: 'north',
      rulesOnly: true,
    });
    expect(ruled.rules('north')).toEqual({ rulesOnly: true, rules: [first, second] });
    ruled.apply([gone('registry', 'north')]);
    expect(ruled.sizes()).toMatchObject({ registries: 0, rules: 0 });
  });

  it('keeps the rules of other registries when one goes', () => {
    const ruled = policyOf(
      ...[aRegistry({ id: 'north' }), aRegistry({ id: 'south' })],
      ...[aRule({ id: 'r1' }), aRule({ id: 'r2', registryId: 'south' })],
    );
    ruled.apply([gone('registry', 'north')]);
    expect(ruled.rules('south').rules).toHaveLength(1);
  });

  it('are settings, those that hold where nobody settled any, and ended refresh tokens', () => {
    const standard = policy.settings();
    expect(standard).toMatchObject({ tokensOnly: false, decisionRetentionDays: 90, activityRetentionDays: 365 });
    const strict = { ...standard, tokensOnly: true };
    const revocation = { kind: 'refresh-revocation', id: 'old', expiresAt: '2030-01-01T00:00:00.000Z' } as const;
    const settled = policyOf(strict, revocation);
    expect(settled.settings()).toEqual(strict);
    expect([settled.isRefreshRevoked('old'), settled.isRefreshRevoked('new')]).toEqual([true, false]);
    settled.apply([gone('settings', strict.id), gone('refresh-revocation', 'old')]);
    expect([settled.settings(), settled.isRefreshRevoked('old')]).toEqual([standard, false]);
  });
});

describe('names that change hands within one commit', () => {
  it('belong to whoever has them last', () => {
    const policy = policyOf(
      ...[aUser({ id: 'a', username: 'alice' }), aRegistry({ id: 'r1', service: 's' })],
      ...[aNamespace({ id: 'n1' }), aCredential({ id: 'c1', secretHash: 'h' })],
    );
    policy.apply([
      ...rowsOf([aUser({ id: 'b', username: 'alice' }), aRegistry({ id: 'r2', service: 's' })]),
      ...rowsOf([aNamespace({ id: 'n2' }), aCredential({ id: 'c2', secretHash: 'h' })]),
      ...[gone('user', 'a'), gone('registry', 'r1'), gone('credential', 'c1'), gone('namespace', 'n1')],
    ]);
    expect(policy.userByName('alice')?.id).toBe('b');
    expect(policy.registryByService('s')?.id).toBe('r2');
    expect(policy.credentialEntryByHash('h')?.state.id).toBe('c2');
    expect(policy.namespaceAt('north', 'team')?.id).toBe('n2');
  });
});

it('a pattern that nobody can read closes what it may have been there to close', () => {
  const toAlice = { kind: 'user', id: 'alice' } as const;
  const policy = policyOf(
    ...[aRegistry({ id: 'north' }), aUser({ id: 'alice' }), aNamespace({ id: 'team' })],
    aGrant({ id: 'g1', principal: toAlice, right: 'FULL' }),
    aGrant({ id: 'g2', namespaceId: 'team', principal: toAlice, right: 'FULL', pattern: 'team/[' }),
  );
  const requested = { kind: 'repository', name: 'team/app', verbs: PULL } as const;
  expect(grantedVerbs(policy, { kind: 'user', userId: 'alice' }, 'north', requested)).toBe(NO_VERBS);
});

it('holds many entries of one level by whom they name, whatever comes and goes', () => {
  const toAlice = { kind: 'user', id: 'alice' } as const;
  const own = ['g1', 'g2'].map((id) => aGrant({ id, principal: toAlice, right: 'READ' }));
  const others = Array.from({ length: 40 }, (_, n) =>
    aGrant({ id: `o${String(n)}`, principal: { kind: 'user', id: 'bob' } }),
  );
  const policy = policyOf(aRegistry({ id: 'north' }), aUser({ id: 'alice' }), ...own, ...others);
  const pulls = (): number =>
    grantedVerbs(policy, { kind: 'user', userId: 'alice' }, 'north', { kind: 'repository', name: 'a/b', verbs: PULL });
  expect(pulls()).toBe(PULL);
  policy.apply([gone('grant', 'g1')]);
  expect(pulls()).toBe(PULL);
  policy.apply([gone('grant', 'g2')]);
  expect(pulls()).toBe(NO_VERBS);
});
