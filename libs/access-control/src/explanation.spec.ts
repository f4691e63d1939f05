import { expect, it } from 'vitest';
import type { Principal } from './caller.js';
import { CompiledPolicy } from './compiled-policy.js';
import { explainAccess } from './explanation.js';
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
import type { GrantState, PolicyState } from './policy-state.js';
import { DELETE, PULL, PUSH } from './right.js';

const bob: Principal = { kind: 'user', userId: 'bob' };
const readers = { kind: 'group', id: 'ci-readers' } as const;

function explain(states: readonly PolicyState[], principal: Principal = bob, verbs = PUSH, name = 'team/app') {
  const policy = CompiledPolicy.empty();
  policy.apply(
    rowsOf([
      aRegistry({ id: 'north' }),
      aUser({ id: 'bob' }),
      aGroup({ id: 'ci-readers' }),
      aGroupMember('ci-readers', 'bob'),
      aNamespace({ id: 'n-team', path: 'team' }),
      aNamespace({ id: 'n-secret', path: 'team/secret' }),
      ...states,
    ]),
  );
  return explainAccess(policy, principal, 'north', { kind: 'repository', name, verbs });
}

const on = (
  id: string,
  principal: GrantState['principal'],
  right: GrantState['right'],
  rest: Partial<GrantState> = {},
) => aGrant({ id, namespaceId: 'n-team', principal, right, ...rest });
const toBob = { kind: 'user', id: 'bob' } as const;
const flipOf = (...given: Parameters<typeof explain>): string | undefined => explain(...given).flips[0]?.text;

it('tells the whole way, with what was passed over', () => {
  const explained = explain(
    [
      on('g1', readers, 'READ'),
      aGrant({ id: 'g2', principal: toBob, right: 'FULL' }),
      on('g3', { kind: 'everyone' }, 'READ'),
    ],
    bob,
    PULL | PUSH,
  );
  expect(explained.granted).toBe(PULL);
  expect(explained.chain).toEqual([
    {
      kind: 'named',
      id: 'g1',
      level: 'team',
      effect: 'decides',
      actions: ['pull', 'browse'],
      text: 'The entry for the group ci-readers gives pull (READ) in the namespace team.',
    },
    {
      kind: 'named',
      id: 'g2',
      effect: 'passed',
      actions: ['pull', 'push', 'delete', 'browse'],
      text: 'The entry for the caller gives pull, push, delete (FULL) by default in the registry.',
    },
    {
      kind: 'general',
      id: 'g3',
      level: 'team',
      effect: 'passed',
      actions: ['pull', 'browse'],
      text: 'The entry for everyone signed in gives pull (READ) in the namespace team.',
    },
  ]);
  expect(explained.flips).toEqual(
    [
      { action: 'pull', text: 'Remove the entry READ for ci-readers on team.' },
      { action: 'push', text: 'Give ci-readers WRITE on team.' },
    ].filter(({ action }) => action === 'push'),
  );
});

it('names the smallest change that would grant', () => {
  const secret = 'team/secret/app';
  const none = aGrant({ id: 'g2', namespaceId: 'n-secret', principal: toBob, right: 'NONE' });
  expect(flipOf([on('g1', readers, 'WRITE'), none], bob, PUSH, secret)).toBe(
    'Remove the entry NONE for bob on team/secret.',
  );
  expect(flipOf([none], bob, PUSH, secret)).toBe('Give bob WRITE on team/secret.');
  expect(flipOf([])).toBe('Give bob WRITE on team.');
  expect(flipOf([], bob, PULL, 'other/app')).toBe('Give bob READ in the whole registry.');
  expect(flipOf([on('g1', toBob, 'NONE', { pattern: 'team/a*' })])).toBe('Give bob WRITE on team/a*.');
  expect(flipOf([on('g1', { kind: 'everyone' }, 'READ')])).toBe('Give bob WRITE on team.');
  expect(flipOf([], { kind: 'anonymous' })).toBeUndefined();
  expect(flipOf([], { kind: 'anonymous' }, PULL)).toBe('Give anonymous READ on team.');
  const disabled = aUser({ id: 'bob', status: 'disabled' });
  expect(flipOf([disabled, on('g1', toBob, 'WRITE')])).toBe('Enable bob.');
  expect(flipOf([disabled])).toBeUndefined();
  expect(flipOf([aNamespace({ id: 'root', path: '' })], bob, PULL, 'app')).toBe('Give bob READ on the root namespace.');
});

it('names what limits', () => {
  const scopes = [{ pattern: 'team/app', actions: ['pull' as const] }];
  const token = aCredential({ id: 'key', name: 'laptop', owner: toBob, scopes });
  const withToken: Principal = { ...bob, credentialId: 'key' };
  const explained = explain([on('g1', toBob, 'FULL'), token], withToken, PULL | PUSH);
  expect(explained.chain.at(-1)).toMatchObject({ kind: 'limit', id: 'key', effect: 'limits', actions: ['push'] });
  expect(explained.because[1]?.source).toMatchObject({ kind: 'limit', id: 'key' });
  expect(explained.flips).toContainEqual({
    action: 'push',
    text: 'Add push to the scope team/app of the token laptop.',
  });
  expect(flipOf([on('g1', toBob, 'FULL'), token], withToken, PULL, 'team/other')).toBe(
    'Add a scope for team/other with pull to the token laptop.',
  );
  const robot = aRobot({ id: 'ci', login: 'team+ci', namespaceId: 'n-team', scopes });
  const twice = [robot, { ...token, owner: { kind: 'robot' as const, id: 'ci' } }];
  expect(flipOf(twice, { kind: 'robot', robotId: 'ci', credentialId: 'key' })).toBe(
    'Add push to the scope team/app of the robot team+ci. Add push to the scope team/app of the token laptop.',
  );
  expect(flipOf(twice, { kind: 'robot', robotId: 'ci' })).toBe('Add push to the scope team/app of the robot team+ci.');
});

it('tells limits apart that let through, that are for another registry, and that are for this one', () => {
  const withToken: Principal = { ...bob, credentialId: 'key' };
  const limitedTo = (registryId: string) =>
    aCredential({
      id: 'key',
      name: 'laptop',
      owner: toBob,
      scopes: [{ registryId, pattern: 'team/app', actions: ['pull'] }],
    });
  const full = on('g1', toBob, 'FULL');
  expect(explain([full, limitedTo('north')], withToken, PULL).chain.at(-1)).toMatchObject({
    kind: 'limit',
    effect: 'passed',
    text: 'The limits of the credential laptop allow it.',
  });
  expect(flipOf([full, limitedTo('north')], withToken)).toBe('Add push to the scope team/app of the token laptop.');
  expect(flipOf([full, limitedTo('south')], withToken)).toBe('Add a scope for team/app with push to the token laptop.');
});

it('names entries of one class that give the same in the order of their ids, and says for whom they are', () => {
  const ids = ['g1', 'g2', 'g3'];
  for (const order of [ids, [...ids].reverse()]) {
    const { chain } = explain(order.map((id) => on(id, toBob, 'READ')));
    expect(chain.map(({ id }) => id)).toEqual(ids);
  }
  const { chain } = explain([on('g1', { kind: 'members' }, 'READ'), aNamespaceMember('n-team', 'bob')]);
  expect(chain[0]?.text).toBe('The entry for members gives pull (READ) in the namespace team.');
});

it('promises nothing of a change that limits would undo', () => {
  const scopes = [{ pattern: 'team/app', actions: ['pull' as const] }];
  const robot = aRobot({ id: 'ci', login: 'team+ci', namespaceId: 'n-team', scopes });
  const elsewhere = explain([robot], { kind: 'robot', robotId: 'ci' }, PULL | PUSH, 'other/app');
  expect(elsewhere.flips).toEqual([]);
  expect(elsewhere.chain.at(-1)).toMatchObject({
    kind: 'limit',
    effect: 'limits',
    actions: [],
    text: 'The robot team+ci is limited to other repositories or actions.',
  });
});

it('names the rule, and the one behind it that says otherwise', () => {
  const pulls = aRule({ id: 'r1', position: 1, actions: ['pull'] });
  const pushes = aRule({ id: 'r2', position: 2, actions: ['*'] });
  expect(explain([pulls, pushes]).chain).toEqual([
    {
      kind: 'rule',
      id: 'r1',
      effect: 'decides',
      actions: ['pull', 'browse'],
      text: 'Rule 1 matches and gives pull (READ).',
    },
  ]);
  expect(flipOf([pulls, pushes])).toBe('Move rule 2 before rule 1.');
  expect(flipOf([pulls])).toBe('Add push to the actions of rule 1.');
  expect(flipOf([pulls], bob, PULL)).toBe('Take it out of the actions of rule 1.');
  expect(flipOf([aRule({ id: 'r1', match: { name: '[' } })])).toBeUndefined();
  const closed: PolicyState = { kind: 'rule-list', id: 'north', rulesOnly: true };
  expect(explain([closed, on('g1', toBob, 'FULL')])).toMatchObject({
    granted: 0,
    chain: [{ kind: 'default', effect: 'decides', text: 'No rule matches, and the list of rules ends in deny.' }],
    flips: [{ action: 'push', text: 'Add a rule that gives push on team/app.' }],
  });
});

it('says what to take away from somebody who has more than he should', () => {
  expect(flipOf([on('g1', toBob, 'FULL')], bob, DELETE)).toBe('Remove the entry FULL for bob on team.');
  expect(flipOf([on('g1', { kind: 'members' }, 'FULL', { verbs: ['pull', 'delete'] })], bob, DELETE)).toContain(
    'Give bob',
  );
  expect(
    flipOf([on('g1', toBob, 'FULL'), aGrant({ id: 'g2', principal: toBob, right: 'FULL' })], bob, DELETE),
  ).toBeUndefined();
});

it('takes no action out of a rule that would then give everything', () => {
  expect(flipOf([aRule({ id: 'r1', actions: ['*', 'push'] })])).toBeUndefined();
  expect(flipOf([aRule({ id: 'r1', actions: ['*'] })])).toBe('Take it out of the actions of rule 1.');
});

it('has nothing to change about an administrator, about who is not there, or about the catalog', () => {
  expect(explain([aUser({ id: 'bob', administrator: true })])).toMatchObject({
    flips: [],
    chain: [{ kind: 'administrator' }],
  });
  expect(explain([], { kind: 'group', groupId: 'no-group' })).toMatchObject({
    flips: [],
    chain: [{ kind: 'status', text: 'There is no such group.' }],
  });
  const policy = CompiledPolicy.empty();
  policy.apply(rowsOf([aRegistry({ id: 'north' }), aUser({ id: 'bob' })]));
  const explained = explainAccess(policy, bob, 'north', { kind: 'catalog', form: 'registry' });
  expect(explained).toMatchObject({ granted: 0, flips: [], chain: [{ kind: 'default' }] });
});
