import { describe, expect, it } from 'vitest';
import { CompiledPolicy } from './compiled-policy.js';
import { decideAccess, grantedVerbs } from './decision.js';
import { canManageGroup, canManageNamespace } from './namespace-right.js';
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
import type { GrantState, PolicyRow, PolicyState } from './policy-state.js';
import { ALL_VERBS, CATALOG, NO_VERBS, PUSH, verbsOfMask } from './right.js';
import { isLimited, troubleOf, type Principal } from './caller.js';

const foundations: readonly PolicyState[] = [
  aRegistry({ id: 'north' }),
  ...['alice', 'bob', 'owner'].map((id) => aUser({ id })),
  ...['devs', 'interns'].map((id) => aGroup({ id })),
  aNamespace({ id: 'team', path: 'team' }),
  aNamespace({ id: 'below', path: 'team/below' }),
];

function policyOf(...states: readonly PolicyState[]): CompiledPolicy {
  const policy = CompiledPolicy.empty();
  policy.apply(rowsOf([...foundations, ...states]));
  return policy;
}

function held(policy: CompiledPolicy, principal: Principal, name = 'team/app'): string {
  return verbsOfMask(grantedVerbs(policy, principal, 'north', { kind: 'repository', name, verbs: ALL_VERBS })).join();
}

const alice: Principal = { kind: 'user', userId: 'alice' };
const withToken: Principal = { kind: 'user', userId: 'alice', credentialId: 'key' };
const entry = (
  id: string,
  principal: GrantState['principal'],
  right: GrantState['right'],
  rest: Partial<GrantState> = {},
) => aGrant({ id, namespaceId: 'team', principal, right, ...rest });
const toAlice = { kind: 'user', id: 'alice' } as const;
const toDevs = { kind: 'group', id: 'devs' } as const;
const toInterns = { kind: 'group', id: 'interns' } as const;
const both = [aGroupMember('devs', 'alice'), aGroupMember('interns', 'alice')];

describe('groups', () => {
  it('SEC-C12 a NONE for one group counts only where no other gives anything, in whatever order', () => {
    const entries = [entry('g1', toDevs, 'WRITE'), entry('g2', toInterns, 'NONE')];
    for (const order of [entries, [...entries].reverse()]) {
      expect(held(policyOf(...order, ...both), alice)).toBe('pull,push');
      expect(held(policyOf(...order, ...[...both].reverse()), alice)).toBe('pull,push');
    }
    expect(held(policyOf(entry('g1', toInterns, 'NONE'), ...both), alice)).toBe('');
    const nearer = aGrant({ id: 'g3', namespaceId: 'below', principal: toInterns, right: 'NONE' });
    expect(held(policyOf(entries[0] ?? nearer, nearer, ...both), alice, 'team/below/app')).toBe('');
  });

  it('come after an own entry and after membership, whatever they say', () => {
    const devs = entry('g1', toDevs, 'FULL');
    expect(held(policyOf(devs, entry('g2', toAlice, 'READ'), ...both), alice)).toBe('pull');
    const member = aNamespaceMember('team', 'alice');
    expect(held(policyOf(devs, entry('g2', { kind: 'members' }, 'READ'), member, ...both), alice)).toBe('pull');
    expect(held(policyOf(devs, entry('g2', { kind: 'members' }, 'READ'), ...both), alice)).toBe('pull,push,delete');
  });

  it('own a namespace together', () => {
    const owned = aNamespace({ id: 'team', path: 'team', owner: toDevs });
    expect(held(policyOf(owned, ...both), alice)).toBe('pull,push,delete');
    expect(held(policyOf(owned), alice)).toBe('');
  });

  it('stay as they were decided on levels with many entries', () => {
    const others = Array.from({ length: 60 }, (_, n) =>
      entry(`o${String(n)}`, { kind: 'user', id: `u${String(n)}` }, 'READ'),
    );
    const policy = policyOf(
      ...others,
      entry('g1', toDevs, 'WRITE'),
      entry('g2', toInterns, 'READ', { pattern: 'team/a*' }),
      ...both,
    );
    expect([held(policy, alice, 'team/x'), held(policy, alice, 'team/app')]).toEqual(['pull,push', 'pull']);
    policy.apply(rowsOf([entry('g3', toAlice, 'FULL')]));
    expect(held(policy, alice)).toBe('pull,push,delete');
    policy.apply([
      ...others.map(({ id }): PolicyRow => ({ kind: 'grant', key: id, state: null })),
      { kind: 'grant', key: 'g3', state: null },
    ]);
    expect(held(policy, alice, 'team/x')).toBe('pull,push');
    expect(policy.sizes().mentioned).toBe(0);
  });
});

describe('credentials', () => {
  const mayPush = entry('g1', toAlice, 'WRITE');
  const token = (rest: Parameters<typeof aCredential>[0]) => aCredential({ ...rest, id: 'key' });

  it('SEC-C14 a token cannot do more than its owner, nor more than its scopes say', () => {
    const scopes = [{ pattern: 'team/**', actions: ['pull' as const] }];
    expect(held(policyOf(mayPush, token({ id: 'key', scopes })), withToken)).toBe('pull');
    const wide = [{ pattern: '**', actions: ['pull' as const, 'push' as const, 'delete' as const] }];
    expect(held(policyOf(mayPush, token({ id: 'key', scopes: wide })), withToken)).toBe('pull,push');
    expect(held(policyOf(mayPush, token({ id: 'key', scopes })), withToken, 'other/app')).toBe('');
    expect(held(policyOf(mayPush, token({ id: 'key', scopes: [] })), withToken)).toBe('');
    expect(held(policyOf(mayPush, token({ id: 'key' })), withToken)).toBe('pull,push');
  });

  it('SEC-C14 a token of an administrator keeps within its scopes', () => {
    const scopes = [{ registryId: 'south', pattern: '**', actions: ['pull' as const] }];
    const policy = policyOf(aUser({ id: 'alice', administrator: true }), token({ id: 'key', scopes }));
    expect([held(policy, alice), held(policy, withToken)]).toEqual(['pull,push,delete', '']);
    expect(canManageNamespace(policy, withToken, 'team')).toBe(false);
    expect(canManageGroup(policy, withToken, 'devs')).toBe(false);
  });

  it('SEC-C14 somebody else’s token, or one that is gone, gives nothing', () => {
    expect(held(policyOf(mayPush, token({ id: 'key', owner: { kind: 'user', id: 'bob' } })), withToken)).toBe('');
    expect(held(policyOf(mayPush), withToken)).toBe('');
  });

  it('ends at its time, and fails closed where the time or the address is not known', () => {
    const policy = policyOf(
      mayPush,
      token({ id: 'key', expiresAt: '2030-01-01T00:00:00.000Z', addressRanges: ['10.0.0.0/8'] }),
    );
    const end = Date.UTC(2030, 0);
    const at = (time?: number, address?: string) =>
      held(policy, { kind: 'user', userId: 'alice', credentialId: 'key', at: time, address });
    expect(at(end - 1, '10.1.1.1')).toBe('pull,push');
    expect([at(end, '10.1.1.1'), at(undefined, '10.1.1.1'), at(end - 1), at(end - 1, '11.0.0.1')]).toEqual([
      '',
      '',
      '',
      '',
    ]);
    const unreadable = policyOf(mayPush, token({ id: 'key', expiresAt: 'soon' }));
    expect(held(unreadable, { kind: 'user', userId: 'alice', credentialId: 'key', at: 0 })).toBe('');
    const nowhere = policyOf(
      mayPush,
      token({ id: 'key', addressRanges: ['here'], scopes: [{ pattern: '[', actions: ['pull'] }] }),
    );
    expect(held(nowhere, { kind: 'user', userId: 'alice', credentialId: 'key', address: '10.1.1.1' })).toBe('');
  });

  it('SEC-C15 loses with the next question what its owner lost', () => {
    const policy = policyOf(entry('g1', toDevs, 'WRITE'), ...both, token({ id: 'key' }));
    expect(held(policy, withToken)).toBe('pull,push');
    policy.apply([{ kind: 'group-member', key: 'devs-alice', state: null }]);
    expect(held(policy, withToken)).toBe('');
    policy.apply(rowsOf([mayPush]));
    policy.apply(rowsOf([aUser({ id: 'alice', status: 'disabled' })]));
    expect(held(policy, withToken)).toBe('');
  });

  it('is found by its hash until it is gone, and goes with its owner', () => {
    const policy = policyOf(token({ id: 'key' }));
    expect(policy.credentialEntryByHash('hash-of-key')?.state.id).toBe('key');
    expect(policy.credentialsOf({ kind: 'user', id: 'alice' }).map(({ id }) => id)).toEqual(['key']);
    policy.apply([{ kind: 'user', key: 'alice', state: null }]);
    expect([policy.credentialEntryByHash('hash-of-key'), policy.credential('key')]).toEqual([null, null]);
  });
});

it('SEC-C16 somebody new with an old name has nothing of the old one', () => {
  const policy = policyOf(
    entry('g1', toAlice, 'FULL'),
    ...both,
    aCredential({ id: 'key' }),
    aNamespaceMember('team', 'alice', 'manager'),
  );
  policy.apply([{ kind: 'user', key: 'alice', state: null }, ...rowsOf([aUser({ id: 'alice-2', username: 'alice' })])]);
  expect(policy.userByName('alice')?.id).toBe('alice-2');
  const reborn: Principal = { kind: 'user', userId: 'alice-2' };
  expect([held(policy, reborn), held(policy, { ...reborn, credentialId: 'key' }), held(policy, alice)]).toEqual([
    '',
    '',
    '',
  ]);
  expect(policy.sizes()).toMatchObject({ grants: 0, memberships: 0, credentials: 0 });
});

describe('robots', () => {
  const ci: Principal = { kind: 'robot', robotId: 'ci' };
  const scopes = [{ pattern: 'team/app', actions: ['push' as const] }];

  it('stand where the owner stands in their namespace, within their scopes', () => {
    const policy = policyOf(aRobot({ id: 'ci', namespaceId: 'team', login: 'team+ci', scopes }));
    expect([held(policy, ci), held(policy, ci, 'team/other'), held(policy, ci, 'other/app')]).toEqual([
      'pull,push',
      '',
      '',
    ]);
    expect(policy.robotByLogin('team+ci')?.id).toBe('ci');
    expect(policy.robotsOf('team').map(({ id }) => id)).toEqual(['ci']);
    policy.apply([{ kind: 'namespace', key: 'team', state: null }]);
    expect([policy.robot('ci'), held(policy, ci)]).toEqual([null, '']);
  });

  it('of the installation have their scopes at the defaults, or else their entries alone', () => {
    expect(held(policyOf(aRobot({ id: 'ci', scopes })), ci)).toBe('pull,push');
    const none = entry('g1', { kind: 'robot', id: 'ci' }, 'NONE');
    expect(held(policyOf(aRobot({ id: 'ci', scopes }), none), ci)).toBe('');
    expect(held(policyOf(aRobot({ id: 'ci' })), ci)).toBe('');
    expect(held(policyOf(aRobot({ id: 'ci' }), { ...none, right: 'READ' }), ci)).toBe('pull');
  });
});

describe('who manages', () => {
  it('a namespace: its manager, a member of the owning group, and whoever an entry lets, there or above', () => {
    const policy = policyOf(aNamespaceMember('team', 'alice', 'manager'));
    expect(['team', 'below'].map((id) => canManageNamespace(policy, alice, id))).toEqual([true, true]);
    expect(canManageNamespace(policyOf(aNamespaceMember('team', 'alice')), alice, 'team')).toBe(false);
    const owned = policyOf(aNamespace({ id: 'team', path: 'team', owner: toDevs }), ...both);
    expect(canManageNamespace(owned, alice, 'below')).toBe(true);
    const byEntry = policyOf(entry('g1', toDevs, 'NONE', { verbs: ['manage'] }), ...both);
    expect(canManageNamespace(byEntry, alice, 'below')).toBe(true);
    expect(canManageNamespace(policyOf(), { kind: 'robot', robotId: 'x' }, 'team')).toBe(false);
  });

  it('a group: its managers and administrators', () => {
    const policy = policyOf(
      aGroupMember('devs', 'alice', 'manager'),
      aGroupMember('interns', 'alice'),
      aUser({ id: 'bob', administrator: true }),
    );
    expect(['devs', 'interns', 'none'].map((id) => canManageGroup(policy, alice, id))).toEqual([true, false, false]);
    expect(canManageGroup(policy, { kind: 'user', userId: 'bob' }, 'interns')).toBe(true);
    expect(policy.membersOf('devs')).toEqual([aGroupMember('devs', 'alice', 'manager')]);
    expect(policy.groupsOf('alice').map(({ id }) => id)).toEqual(['devs', 'interns']);
  });
});

it('of a group, too, an entry whose pattern matches goes before one without', () => {
  const patterned = entry('g2', toDevs, 'READ', { pattern: 'team/a*' });
  const policy = policyOf(entry('g1', toDevs, 'WRITE'), patterned, ...both);
  expect([held(policy, alice), held(policy, alice, 'team/other')]).toEqual(['pull', 'pull,push']);
});

it('membership counts on a level with many entries as on one with few', () => {
  const others = Array.from({ length: 40 }, (_, n) => entry(`o${String(n)}`, { kind: 'user', id: 'bob' }, 'FULL'));
  const policy = policyOf(entry('g1', { kind: 'members' }, 'WRITE'), entry('g2', toDevs, 'READ'), ...both, ...others);
  expect(held(policy, alice)).toBe('pull');
  policy.apply(rowsOf([aNamespaceMember('team', 'alice')]));
  expect(held(policy, alice)).toBe('pull,push');
});

it('says where a robot of the installation stands', () => {
  const robot = aRobot({ id: 'ci', scopes: [{ pattern: '**', actions: ['push'] }] });
  const requested = { kind: 'repository', name: 'other/app', verbs: PUSH } as const;
  expect(decideAccess(policyOf(robot), { kind: 'robot', robotId: 'ci' }, 'north', requested)).toMatchObject({
    granted: PUSH,
    because: [
      { source: { kind: 'owner', id: 'ci', text: expect.stringContaining('robot of the installation') as string } },
    ],
  });
});

describe('what is not there', () => {
  it('lets nobody do anything: a credential that is gone holds less than any', () => {
    const policy = policyOf(entry('g1', toAlice, 'FULL'));
    expect([troubleOf(policy, alice), isLimited(policy, alice)]).toEqual([null, false]);
    expect([troubleOf(policy, withToken), isLimited(policy, withToken)]).toEqual(['unknown-credential', true]);
  });

  it('a namespace of a registry that is not there is nobody’s', () => {
    const lost = aNamespace({ id: 'lost', registryId: 'nowhere', owner: toAlice });
    expect(canManageNamespace(policyOf(lost), alice, 'lost')).toBe(false);
    expect(canManageNamespace(policyOf(lost, aRegistry({ id: 'nowhere' })), alice, 'lost')).toBe(true);
  });
});

it('the catalog, too, is taken off a credential with limits', () => {
  const rule = aRule({ id: 'r1', match: { type: 'registry', name: 'catalog' } });
  const limited = aCredential({ id: 'key', scopes: [{ pattern: '**', actions: ['pull'] }] });
  const policy = policyOf(rule, limited);
  const asked = { kind: 'catalog', form: 'registry' } as const;
  expect([grantedVerbs(policy, alice, 'north', asked), grantedVerbs(policy, withToken, 'north', asked)]).toEqual([
    CATALOG,
    NO_VERBS,
  ]);
  expect(decideAccess(policy, withToken, 'north', asked).because).toMatchObject([
    { outcome: 'denied', source: { kind: 'limit', id: 'key' } },
  ]);
});
