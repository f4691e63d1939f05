import { describe, expect, it } from 'vitest';
import { CompiledPolicy } from '../compiled-policy.js';
import { decideAccess, grantedVerbs } from '../decision.js';
import { aRegistry, aRule, aUser, rowsOf } from '../model/policy-rows.js';
import type { RequestedAccess } from '../requested-access.js';
import { ALL_VERBS, BROWSE, CATALOG, PULL } from '../right.js';

const alice = aUser({ id: 'alice', username: 'alice' });
const everything: RequestedAccess = { kind: 'repository', name: 'sandbox/app', verbs: ALL_VERBS | BROWSE };
const catalog: RequestedAccess = { kind: 'catalog', form: 'registry' };

describe('a rule that is for strangers, too', () => {
  it.each([
    ['of no account', {}, ['*']],
    ['of the empty account', { account: '' }, ['*']],
    ['with actions by name', { name: 'sandbox/*' }, ['push', 'pull', 'delete']],
  ])('lets them pull at most: %s', (_name, match, actions) => {
    const policy = CompiledPolicy.empty();
    policy.apply(
      rowsOf([aRegistry({ id: 'north' }), alice, aRule({ id: 'rule', registryId: 'north', match, actions })]),
    );
    expect(grantedVerbs(policy, { kind: 'anonymous' }, 'north', everything)).toBe(PULL | BROWSE);
    expect(grantedVerbs(policy, { kind: 'anonymous' }, 'north', catalog)).toBe(0);
    const { because } = decideAccess(policy, { kind: 'anonymous' }, 'north', everything);
    expect(because.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'pull granted',
      'push denied',
      'delete denied',
    ]);
  });

  it('is no less for whoever says who he is', () => {
    const policy = CompiledPolicy.empty();
    policy.apply(
      rowsOf([
        aRegistry({ id: 'north' }),
        alice,
        aRule({ id: 'rule', registryId: 'north', match: {}, actions: ['*'] }),
      ]),
    );
    expect(grantedVerbs(policy, { kind: 'user', userId: 'alice' }, 'north', everything)).toBe(ALL_VERBS | BROWSE);
    expect(grantedVerbs(policy, { kind: 'user', userId: 'alice' }, 'north', catalog)).toBe(CATALOG);
  });
});
