import { describe, expect, it } from 'vitest';
import { decideAccess, grantedVerbs } from './decision.js';
import { alice, anonymous, everyone, grantsOf, on, policyWith, user, type Entry } from './model/decision-fixture.js';
import { PULL, PUSH } from './right.js';
import type { Principal } from './caller.js';

describe('decideAccess', () => {
  it('SEC-B10 grants of what is asked what is held', () => {
    const decision = decideAccess(
      policyWith(...grantsOf([['far', alice, 'READ']])),
      user('alice'),
      'north',
      on('team/x'),
    );
    expect(decision).toEqual({
      granted: PULL,
      because: [
        { action: 'pull', outcome: 'granted', source: readEntry },
        { action: 'push', outcome: 'denied', source: readEntry },
        { action: 'delete', outcome: 'denied', source: readEntry },
      ],
    });
  });

  const readEntry = {
    kind: 'grant',
    id: 'g0',
    level: 'team',
    text: 'The entry for the caller gives pull (READ) in the namespace team.',
  };

  it.each([
    {
      what: 'the owner',
      caller: user('owner'),
      name: 'team/apps/x',
      source: {
        kind: 'owner',
        id: 'near',
        level: 'team/apps',
        text: 'Owning it gives pull, push, delete (FULL) in the namespace team/apps.',
      },
    },
    {
      what: 'the owner of the root',
      caller: user('bob'),
      name: 'x',
      source: {
        kind: 'owner',
        id: 'slashless',
        level: '',
        text: 'Owning it gives pull, push, delete (FULL) in the root namespace.',
      },
    },
    {
      what: 'a default',
      caller: user('bob'),
      name: 'a/x',
      source: {
        ...{ kind: 'everyone', id: 'g0' },
        text: 'The entry for everyone signed in gives pull, push, delete (FULL) by default in the registry.',
      },
    },
    {
      what: 'that the caller is an administrator',
      caller: user('root'),
      name: 'a/x',
      source: { kind: 'administrator', text: 'The caller is an administrator.' },
    },
  ])('names $what as what granted', ({ caller, name, source }) => {
    const policy = policyWith(...grantsOf([[null, everyone, 'FULL']]));
    expect(decideAccess(policy, caller, 'north', on(name, PUSH))).toEqual({
      granted: PUSH,
      because: [{ action: 'push', outcome: 'granted', source }],
    });
  });

  it.each<readonly [string, readonly Entry[], Principal, object]>([
    [
      'a stranger',
      [[null, anonymous, 'NONE']],
      { kind: 'anonymous' },
      { kind: 'anonymous', id: 'g0', text: 'The entry for anonymous gives nothing (NONE) by default in the registry.' },
    ],
    ['nobody', [], user('alice'), { kind: 'no-entry', text: 'No entry gives the caller anything here.' }],
    ['the disabled', [], user('former'), { kind: 'disabled', text: 'The account is disabled.' }],
    ['the unknown', [], user('nobody'), { kind: 'unknown-user', text: 'There is no such user.' }],
  ])('says why it denies %s', (_what, entries, principal, source) => {
    const decision = decideAccess(policyWith(...grantsOf(entries)), principal, 'north', on('a/x', PULL));
    expect(decision).toEqual({ granted: 0, because: [{ action: 'pull', outcome: 'denied', source }] });
  });

  it('says when there is no such registry', () => {
    const [reason] = decideAccess(policyWith(), user('root'), 'west', on('a/x', PULL)).because;
    expect(reason?.source).toEqual({ kind: 'unknown-registry', text: 'There is no such registry.' });
  });

  it('names for each verb the entry that grants it', () => {
    const policy = policyWith(
      ...grantsOf([
        ['near', everyone, 'WRITE'],
        [null, alice, 'READ'],
      ]),
    );
    const { because } = decideAccess(policy, user('alice'), 'north', on('team/apps/x'));
    expect(because.map(({ source }) => source.id)).toEqual(['g1', 'g0', 'g1']);
  });

  it('SEC-B14 gives the catalog to nobody, not even to an administrator', () => {
    for (const form of ['registry', 'zot'] as const) {
      const decision = decideAccess(policyWith(), user('root'), 'north', { kind: 'catalog', form });
      expect(decision.granted).toBe(0);
      expect(decision.because).toEqual([
        { action: '*', outcome: 'denied', source: { kind: 'catalog', text: expect.any(String) as string } },
      ]);
      expect(grantedVerbs(policyWith(), user('root'), 'north', { kind: 'catalog', form })).toBe(0);
    }
  });

  it('SEC-C10 SEC-C11 answers alike for a repository that is there and one that is not', () => {
    const policy = policyWith(...grantsOf([['far', alice, 'WRITE']]));
    const answers = ['secret/x', 'no/such'].map((name) => decideAccess(policy, user('alice'), 'north', on(name)));
    expect(answers[0]).toEqual(answers[1]);
  });
});
