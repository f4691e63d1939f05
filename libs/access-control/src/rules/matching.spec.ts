import { describe, expect, it } from 'vitest';
import { aUser, rowsOf } from '../model/policy-rows.js';
import { asked, policyWith, type Written } from '../model/rule-fixture.js';
import type { RuleState } from '../policy-state.js';

describe('captures', () => {
  const names = (match: RuleState['match'], rest: Written = {}) =>
    asked(policyWith([{ match, ...rest }], {}, 'u-bob'), 'bob/app');

  it('are what an expression of the same rule captures, anchored or not', () => {
    expect(names({ account: '/u-(.+)/', name: '${account:1}/*' })).not.toBe('');
    expect(names({ account: '/-(b.b)/', name: '${account:1}/*' }, { anchored: false })).not.toBe('');
    expect(names({ account: '/^([a-z])-[a-z]+$/', name: '/.*/' })).not.toBe('');
    expect(names({ name: '/(?i)BOB\\/.*|x/' })).not.toBe('');
    expect(names({ name: '[b]${account:1}/*', account: '/u-b(.+)/' })).not.toBe('');
  });

  it('are nothing where there is no such group, no expression, no field, or no match', () => {
    expect(names({ account: '/u-(.+)/', name: '${account:2}/*' })).toBe('');
    expect(names({ account: '/u-(.+)/', name: '${account:0}/*' })).toBe('');
    expect(names({ account: 'u-*', name: '${account:1}/*' })).toBe('');
    expect(names({ name: '${service:1}/*' })).toBe('');
    expect(names({ account: 'u-${name:1}', name: '/^(cat.+|dog)$/' })).toBe('');
    expect(names({ type: '${name:1}', name: '/^cat(.+)$/' })).toBe('');
  });
});

it('keeps many accounts apart in one rule', () => {
  const names = Array.from({ length: 70 }, (_, n) => `user${String(n)}`);
  const policy = policyWith([{ match: { name: '${account}/*' }, actions: ['pull'] }]);
  policy.apply(rowsOf(names.map((id) => aUser({ id }))));
  for (const [n, name] of names.entries()) {
    expect([asked(policy, `${name}/app`, name), asked(policy, `${names[n + 1] ?? 'nobody'}/app`, name)]).toEqual([
      'pull',
      '',
    ]);
  }
});

describe('the first rule that matches decides, wherever it is kept', () => {
  it.each([
    [[{ name: 'team/*' }, { name: 'team/app' }, { name: 'te*' }]],
    [[{ name: 'team/app' }, { name: '/^tea?m?.*/' }, { name: 'team/*', account: 'alice' }]],
    [[{ name: 'team/*', account: 'alice' }, { name: 'team/*', account: 'alice' }, {}]],
    [[{}, { name: 'team/*', account: 'alice' }, { name: 'team/app' }]],
    [[{ account: 'bob', name: 'team/*' }, { account: 'alice' }, { name: 'team/app' }]],
  ] satisfies readonly [readonly RuleState['match'][]][])('%j', (matches) => {
    const policy = policyWith(matches.map((match, n) => ({ match, actions: [['pull', 'push', 'delete'][n] ?? ''] })));
    expect(asked(policy, 'team/app')).toBe(matches[0]?.account === 'bob' ? 'push' : 'pull');
  });
});

it('inserts one label alike wherever it stands', () => {
  const policy = policyWith([{ match: { name: '${labels:team}/${labels:team}' } }], { team: ['a', 'b'] });
  expect([asked(policy, 'a/a'), asked(policy, 'a/b')]).toEqual(['pull,push,delete', '']);
});
