import fc from 'fast-check';
import type { PolicyRow, RuleMatch } from '../policy-state.js';
import { aRule } from './policy-rows.js';
import { isRarely, registryIds, tombstoned } from './world.js';

const fullMatch: fc.Arbitrary<RuleMatch> = fc.record(
  {
    account: fc.constantFrom('', 'ada', 'b*', '/^(ada|bea)$/', '+rob', '*', '/a/', '???'),
    type: fc.constantFrom('repository', 'registry', '*', '/repository/', '/repo/'),
    name: fc.constantFrom(
      ...['a/*', 'a/b', '*', '*/*', 'a/b/*', '/^a/', '/b/', '/a.b/', '${account}/*', '${labels:team}/*', 'catalog'],
      ...[
        '/^${labels:team}/b/',
        '?/?',
        'a-*/c',
        '/^a/b(/.*)?$/',
        '${labels:team}/${labels:team}*',
        '/^(?:a|b)//',
        '/^a/b*/',
        '/a.?b?/',
      ],
    ),
    service: fc.constantFrom('service-north', 'service-*', '/south/'),
    ip: fc.constantFrom('10.0.0.0/24', '10.0.0.1', '0.0.0.0/0'),
    labels: fc.constantFrom({ team: 'a' }, { team: '*' }, { team: '/[ab]/', '*': '*' }),
  },
  { requiredKeys: [] },
);

/** With few fields, so that several rules match one request. */
const match: fc.Arbitrary<RuleMatch> = fc
  .tuple(fullMatch, fc.subarray(['account', 'type', 'name', 'service', 'ip', 'labels'], { maxLength: 2 }))
  .map(([whole, kept]) => Object.fromEntries(Object.entries(whole).filter(([field]) => kept.includes(field))));

export const ruleRow = fc
  .record({
    id: fc.integer({ min: 0, max: 5 }).map((number) => `rule-${String(number)}`),
    registryId: fc.constantFrom('north', 'north', 'south'),
    position: fc.integer({ min: 0, max: 3 }),
    match,
    actions: fc.constantFrom(
      ['*'],
      [],
      ['pull'],
      ['push'],
      ['pull', 'push'],
      ['*', 'pull'],
      ['destroy', 'delete'],
      ['pull', 'delete'],
    ),
    anchored: fc.boolean(),
    isGone: isRarely(),
  })
  .map(({ isGone, ...rule }): PolicyRow => tombstoned(aRule(rule), isGone));

export const ruleListRow = fc
  .record({ id: fc.constantFrom(...registryIds), rulesOnly: fc.boolean(), isGone: isRarely() })
  .map(({ isGone, ...list }): PolicyRow => tombstoned({ kind: 'rule-list', ...list }, isGone));
