import type { RuleListView } from '@spectacles/contracts';
import { bodyOf, modelOf, newRule, ruleWords } from './rule-model';

const ID = '01890000-0000-7000-8000-000000000001';

function list(...rules: Omit<RuleListView['rules'][number], 'id'>[]): RuleListView {
  return {
    registryId: ID,
    rulesOnly: true,
    rules: rules.map((rule) => ({ id: ID, ...rule })),
    warnings: [],
    version: 3,
  };
}

describe('rules as they are edited', () => {
  it.each([
    [{ match: {}, actions: ['*'], anchored: true, comment: '' }, 'Anybody may do everything everywhere'],
    [{ match: { account: '' }, actions: [], anchored: true, comment: 'x' }, 'Anonymous may do nothing everywhere'],
    [
      {
        match: { account: '/^a.*/', name: '${account}/*', ip: '10.0.0.0/8' },
        actions: ['pull'],
        anchored: false,
        comment: '',
      },
      '/^a.*/, from 10.0.0.0/8, may pull in ${account}/*',
    ],
    [
      {
        match: { labels: { team: 'web' }, type: 'registry', name: 'catalog' },
        actions: ['*', 'odd,one'],
        anchored: true,
        comment: '',
      },
      'Anybody, labelled team web, may do everything in catalog (registry)',
    ],
  ])('%j comes back as it was, and reads "%s"', (rule, words) => {
    const model = modelOf(list(rule));
    expect(bodyOf(model)).toEqual({ rulesOnly: true, rules: [rule] });
    expect(model.rules.map(ruleWords)).toEqual([words]);
  });

  it('never turns a condition that asks for the empty text into no condition', () => {
    const stored = { match: { name: '', labels: { team: '' } }, actions: ['pull'], anchored: false, comment: '' };
    expect(bodyOf(modelOf(list(stored))).rules[0]?.match).toEqual({ name: '/^$/', labels: { team: '/^$/' } });
  });

  it('does not split what looks like several actions', () => {
    const stored = { match: {}, actions: ['pull,push'], anchored: true, comment: '' };
    expect(bodyOf(modelOf(list(stored))).rules[0]?.actions).toEqual(['pull,push']);
  });

  it('asks for nothing, and lets pull, when new', () => {
    expect(bodyOf({ rulesOnly: false, rules: [newRule()] }).rules).toEqual([
      { match: {}, actions: ['pull'], anchored: true, comment: '' },
    ]);
  });
});
