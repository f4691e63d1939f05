import { describe, expect, it } from 'vitest';
import { decideAccess, grantedVerbs } from '../decision.js';
import { aGroup, rowsOf } from '../model/policy-rows.js';
import { asked, policyWith } from '../model/rule-fixture.js';
import { ALL_VERBS, CATALOG, PULL, PUSH } from '../right.js';
import { visibleRanges } from '../visible-ranges.js';
import { compileRules } from './compile-rules.js';

describe('what is inserted is literal', () => {
  it('SEC-C01 an account that looks like an expression stays a text', () => {
    const policy = policyWith([{ match: { name: '${account}' } }], {}, '/a/');
    expect(asked(policy, 'prod/admin/app')).toBe('');
    const anywhere = policyWith([{ match: { name: '${account}/*' } }], {}, '*');
    expect(asked(anywhere, 'victim/app')).toBe('');
  });

  it('SEC-C02 what a group captures is no wildcard', () => {
    const rule = { match: { account: '/^(.+)@test\\.com$/', name: '${account:1}/*' } };
    expect(asked(policyWith([rule], {}, '*@test.com'), 'victim/app')).toBe('');
    expect(asked(policyWith([rule], {}, 'bob@test.com'), 'bob/app')).toBe('pull,push,delete');
    expect(asked(policyWith([rule], {}, '[a-z]@test.com'), 'b/app')).toBe('');
  });

  it('SEC-C03 a label named like a pattern stays a text', () => {
    for (const label of ['*', '/.*/', '.*', '[a-z]*', '\\']) {
      for (const name of ['${labels:team}/*', '/^${labels:team}/.*$/'])
        expect(asked(policyWith([{ match: { name } }], { team: [label] }), 'victim/app')).toBe('');
    }
    expect(
      asked(policyWith([{ match: { name: '${labels:team}/*' } }], { team: ['x', 'victim'] }), 'victim/app'),
    ).not.toBe('');
  });

  it('SEC-C05 a rule with an empty placeholder concerns nobody', () => {
    const policy = policyWith([{ match: { name: '${account}*' } }, { match: { name: '/^${labels:none}/' } }]);
    expect(asked(policy, 'app', null)).toBe('');
    expect(asked(policy, 'team/app')).toBe('');
  });

  it.each([
    '[${account}]*',
    '\\${account}',
    '/[${account}]+/',
    '/[^]${account}]/',
    'a[b][${account}]',
    'a[^b${account}]',
    '/\\${account}/',
    '/\\Qa${account}/',
    '/a{${account}}/',
  ])('refuses a placeholder where it would not be literal: %s', (name) => {
    expect(compileRules([{ match: { name }, actions: ['*'], anchored: true }]).problems).toMatchObject([
      { pointer: '/0/match/name', code: 'RULE_PLACEHOLDER' },
    ]);
    expect(asked(policyWith([{ match: { name } }]), 'team/app')).toBe('');
  });
});

describe('expressions', () => {
  it('SEC-C04 match the whole value, unless they were brought along; then a warning says so', () => {
    const rule = { match: { name: '/team/' } };
    expect(asked(policyWith([rule]), 'evil-team-x')).toBe('');
    expect(asked(policyWith([{ ...rule, anchored: false }]), 'evil-team-x')).toBe('pull,push,delete');
    const warnings = (anchored: boolean) => compileRules([{ ...rule, actions: ['pull'], anchored }]).warnings;
    expect(warnings(true)).toEqual([]);
    expect(warnings(false)).toMatchObject([{ pointer: '/0/match/name', code: 'RULE_UNANCHORED' }]);
  });

  it('SEC-C04 know the whole type, whatever else is not anchored', () => {
    const rule = { match: { type: '/repo/' }, anchored: false };
    expect(asked(policyWith([rule]), 'team/app')).toBe('');
  });

  it('SEC-C06 take linear time', () => {
    const policy = policyWith([{ match: { name: '/^(a+)+$/' } }]);
    const name = `${'a'.repeat(200)}-b`;
    asked(policy, name);
    // The best of several: what else the machine does is not the question.
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      expect(asked(policy, name)).toBe('');
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });

  it.each([
    ['/a(?=b)/', 'RULE_LOOKAROUND'],
    ['/(?<!a)b/', 'RULE_LOOKAROUND'],
    ['/(a)\\1/', 'RULE_BACKREFERENCE'],
    ['/a(/', 'RULE_EXPRESSION'],
    ['team/[a', 'RULE_GLOB'],
    ['team/a\\', 'RULE_GLOB'],
    ['[]', 'RULE_GLOB'],
    ['[a-]', 'RULE_GLOB'],
  ])('SEC-C06 refuse %s, and deny where such a rule is met', (name, code) => {
    const { problems } = compileRules([
      { match: {}, actions: [], anchored: true },
      { match: { name }, actions: ['*'], anchored: true },
    ]);
    expect(problems).toMatchObject([{ pointer: '/1/match/name', code }]);
    expect(problems[0]?.message).not.toBe('');
    const policy = policyWith([{ match: { name } }, { match: {}, actions: ['*'] }]);
    expect(asked(policy, 'team/app')).toBe('');
    const { because } = decideAccess(policy, { kind: 'user', userId: 'alice' }, 'north', {
      kind: 'repository',
      name: 'team/app',
      verbs: PULL,
    });
    expect(because[0]?.source.text).toBe('Rule 1 cannot be asked, and so denies.');
  });
});

it('SEC-C07 a rule without what it matches or gives is named', () => {
  expect(
    compileRules([{ anchored: true }, { match: { ip: '10.0.0.0/33' }, actions: ['fly'], anchored: true }]),
  ).toMatchObject({
    problems: [
      { pointer: '/0/match', code: 'RULE_MATCH_MISSING' },
      { pointer: '/0/actions', code: 'RULE_ACTIONS_MISSING' },
      { pointer: '/1/match/ip', code: 'RULE_ADDRESS' },
    ],
    warnings: [{ pointer: '/1/actions/0', code: 'RULE_ACTION_UNKNOWN' }],
  });
});

it('warns of what never matches', () => {
  const rules = [
    { match: { name: '${account:1}/*', account: 'a*' }, actions: [], anchored: true },
    { match: { name: '', labels: { 'a/b': '${team}' } }, actions: [], anchored: true },
    { match: { name: '${account:2}', account: '/(/' }, actions: [], anchored: true },
    { match: { name: '${service:1}' }, actions: [], anchored: true },
  ];
  expect(compileRules(rules).warnings.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/0/match/name RULE_NEVER_MATCHES',
    '/1/match/name RULE_NEVER_MATCHES',
    '/1/match/labels/a~1b RULE_PLACEHOLDER_UNKNOWN',
    '/2/match/name RULE_NEVER_MATCHES',
    '/3/match/name RULE_NEVER_MATCHES',
  ]);
});

it('SEC-C13 a rule that gives push alone gives push alone', () => {
  expect(asked(policyWith([{ match: {}, actions: ['push'] }]), 'team/app')).toBe('push');
});

describe('globs are those of docker_auth', () => {
  it.each([
    ['team/*', 'team/app', true],
    ['team/*', 'team/a/b', false],
    ['team/**', 'team/a/b', false],
    ['*', 'app', true],
    ['*', 'team/app', false],
    ['team/?pp', 'team/app', true],
    ['team?app', 'team/app', false],
    ['team/[a-c]pp', 'team/app', true],
    ['team/[^a-c]pp', 'team/app', false],
    ['team/[^x]pp', 'team/app', true],
    ['team/\\app', 'team/app', true],
    ['team/[\\a]pp', 'team/app', true],
    ['*a*p', 'app', true],
    ['*-b*c', 'a-b-b-c', true],
    ['a*b', 'acb-d', false],
    ['team', 'team/app', false],
    ['te{a,b}m/app', 'team/app', false],
  ])('%s and %s: %s', (name, repository, isMatch) => {
    expect(asked(policyWith([{ match: { name } }]), repository) !== '').toBe(isMatch);
  });
});

describe('who and from where', () => {
  it('means strangers alone by an empty account', () => {
    const policy = policyWith([{ match: { account: '' }, actions: ['pull'] }]);
    expect([asked(policy, 'a/b', null), asked(policy, 'a/b')]).toEqual(['pull', '']);
  });

  it.each([
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8::1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.1', undefined, false],
    ['10.0.0.1', 'unknown', false],
  ])('%s and %s: %s', (ip, address, isMatch) => {
    expect(asked(policyWith([{ match: { ip } }]), 'a/b', 'alice', address) !== '').toBe(isMatch);
  });

  it('denies by a range that cannot be read', () => {
    expect(asked(policyWith([{ match: { ip: 'home' } }]), 'a/b', 'alice', '10.0.0.1')).toBe('');
  });

  it('does not ask a group who it is', () => {
    const policy = policyWith([{ match: { name: '${account}*/*' } }, { match: {}, actions: ['pull'] }]);
    policy.apply(rowsOf([aGroup({ id: 'devs' })]));
    const requested = { kind: 'repository', name: 'devs/app', verbs: ALL_VERBS } as const;
    expect(grantedVerbs(policy, { kind: 'group', groupId: 'devs' }, 'north', requested)).toBe(PULL);
  });

  it('shows in lists nothing by address, and hides all that any address would', () => {
    const listed = (actions: readonly string[], address?: string): boolean => {
      const policy = policyWith([
        { match: { ip: '10.0.0.0/8' }, actions },
        { match: {}, actions: ['pull'] },
      ]);
      return visibleRanges(policy, { kind: 'user', userId: 'alice', address }, 'north').test('a/b');
    };
    expect([listed(['pull'], '10.0.0.1'), listed(['pull'])]).toEqual([true, true]);
    expect([listed([], '10.0.0.1'), listed([], '192.0.2.1'), listed([])]).toEqual([false, true, false]);
  });

  it('compares labels as they are written', () => {
    const policy = policyWith([{ match: { labels: { team: '${labels:x}' } } }], { team: ['${labels:x}'], x: ['y'] });
    expect(asked(policy, 'a/b')).not.toBe('');
  });

  it('lets administrators pass, and asks for the login of a robot', () => {
    const policy = policyWith([
      { match: { account: '+ci' }, actions: ['pull'] },
      { match: {}, actions: [] },
    ]);
    expect(asked(policy, 'a/b', 'root')).toBe('pull,push,delete');
    const robot = { kind: 'robot', robotId: 'ci' } as const;
    expect(grantedVerbs(policy, robot, 'north', { kind: 'repository', name: 'a/b', verbs: PULL | PUSH })).toBe(PULL);
  });
});

it('grants the catalog of a registry where a rule does, and never that of zot', () => {
  const policy = policyWith([{ match: { type: 'registry', name: 'catalog' }, actions: ['*'] }]);
  const alice = { kind: 'user', userId: 'alice' } as const;
  expect(grantedVerbs(policy, alice, 'north', { kind: 'catalog', form: 'registry' })).toBe(CATALOG);
  expect(decideAccess(policy, alice, 'north', { kind: 'catalog', form: 'registry' }).because).toMatchObject([
    { outcome: 'granted' },
  ]);
  expect(grantedVerbs(policy, alice, 'north', { kind: 'catalog', form: 'zot' })).toBe(0);
  expect(decideAccess(policy, alice, 'north', { kind: 'catalog', form: 'zot' }).granted).toBe(0);
});

it('denies where labels have more combinations than can be tried', () => {
  const many = Array.from({ length: 40 }, (_, n) => `v${String(n)}`);
  const policy = policyWith([{ match: { name: '${labels:a}-${labels:b}/*' } }, { match: {} }], { a: many, b: many });
  expect(asked(policy, 'v1-v2/app')).toBe('');
});
