import { describe, expect, it } from 'vitest';
import { grantedVerbs } from './decision.js';
import { aGrant } from './model/policy-rows.js';
import { alice, anonymous, everyone, grantsOf, on, policyWith, user, type Entry } from './model/decision-fixture.js';
import { canManageNamespace, namespaceRight } from './namespace-right.js';
import type { GrantPrincipal } from './policy-state.js';
import { rightOfMask, type Right } from './right.js';
import type { Principal } from './caller.js';

function rightOf(entries: readonly Entry[], principal: Principal, name = 'team/apps/web'): Right {
  return rightOfMask(grantedVerbs(policyWith(...grantsOf(entries)), principal, 'north', on(name)));
}

describe('who is asking', () => {
  it.each([
    ['an administrator', user('root'), 'FULL'],
    ['a disabled administrator', user('former'), 'NONE'],
    ['somebody unknown', user('nobody'), 'NONE'],
    ['the owner', user('owner'), 'FULL'],
    ['somebody with no entry', user('alice'), 'NONE'],
    ['a stranger', { kind: 'anonymous' } as const, 'NONE'],
  ])('gives %s what they have without a grant', (_who, principal, right) => {
    expect(rightOf([], principal)).toBe(right);
  });

  it('gives somebody unknown nothing of what everyone has', () => {
    expect(
      rightOf(
        [
          [null, everyone, 'FULL'],
          [null, anonymous, 'READ'],
        ],
        user('nobody'),
      ),
    ).toBe('NONE');
  });

  it('gives nobody anything in a registry that is not there', () => {
    const policy = policyWith(aGrant({ id: 'g', registryId: 'south' }));
    expect(grantedVerbs(policy, user('root'), 'south', on('a/b'))).toBe(0);
    expect(grantedVerbs(policy, user('root'), 'west', on('a/b'))).toBe(0);
  });
});

describe('the entries that count for a user', () => {
  it.each<readonly [string, readonly Entry[], Right]>([
    ['his own', [['near', alice, 'WRITE']], 'WRITE'],
    ['his own from above', [['far', alice, 'WRITE']], 'WRITE'],
    ['his own of the registry', [[null, alice, 'FULL']], 'FULL'],
    [
      'the nearest of his own, though weaker',
      [
        ['near', alice, 'READ'],
        ['far', alice, 'FULL'],
      ],
      'READ',
    ],
    [
      'NONE near, though there is more above',
      [
        ['near', alice, 'NONE'],
        [null, alice, 'FULL'],
      ],
      'NONE',
    ],
    [
      'his own alone beside one for everyone',
      [
        ['near', alice, 'NONE'],
        ['near', everyone, 'FULL'],
      ],
      'NONE',
    ],
    [
      'his own alone beside one for anonymous',
      [
        ['near', alice, 'NONE'],
        ['near', anonymous, 'READ'],
      ],
      'NONE',
    ],
    [
      'his own alone below one for everyone',
      [
        ['near', alice, 'READ'],
        ['far', everyone, 'FULL'],
      ],
      'READ',
    ],
    [
      'the stronger of his own and a nearer general one',
      [
        ['near', everyone, 'WRITE'],
        ['far', alice, 'READ'],
      ],
      'WRITE',
    ],
    [
      'his own above a weaker general one',
      [
        ['near', everyone, 'READ'],
        ['far', alice, 'FULL'],
      ],
      'FULL',
    ],
    [
      'his own above a closed one for everyone',
      [
        ['near', everyone, 'NONE'],
        [null, alice, 'READ'],
      ],
      'READ',
    ],
    [
      'one for anonymous nearer than his NONE',
      [
        ['near', anonymous, 'READ'],
        ['far', alice, 'NONE'],
      ],
      'READ',
    ],
    [
      'one for anonymous nearer than his NONE, whatever everyone has above',
      [
        ['near', anonymous, 'READ'],
        ['far', alice, 'NONE'],
        [null, everyone, 'READ'],
      ],
      'READ',
    ],
    [
      'one for everyone as near as the one for anonymous, against his NONE above',
      [
        ['near', anonymous, 'READ'],
        ['near', everyone, 'NONE'],
        ['far', alice, 'NONE'],
      ],
      'NONE',
    ],
    [
      'one for everyone nearer than the one for anonymous, against his NONE above',
      [
        ['near', everyone, 'NONE'],
        ['far', anonymous, 'READ'],
        [null, alice, 'NONE'],
      ],
      'NONE',
    ],
    ['that for everyone', [['far', everyone, 'WRITE']], 'WRITE'],
    [
      'the nearest for everyone',
      [
        ['near', everyone, 'READ'],
        [null, everyone, 'FULL'],
      ],
      'READ',
    ],
    [
      'never less than a stranger gets',
      [
        ['near', everyone, 'NONE'],
        [null, anonymous, 'READ'],
      ],
      'READ',
    ],
    [
      'opening to strangers takes nothing away',
      [
        ['near', anonymous, 'READ'],
        ['far', everyone, 'WRITE'],
      ],
      'WRITE',
    ],
    [
      'opening to everyone takes nothing away',
      [
        ['near', everyone, 'READ'],
        ['far', alice, 'WRITE'],
      ],
      'WRITE',
    ],
  ])('%s', (_what, entries, right) => {
    expect(rightOf(entries, user('alice'))).toBe(right);
  });

  it('put the owner before an entry of his own on the same level, and after one below it', () => {
    const none: GrantPrincipal = { kind: 'user', id: 'owner' };
    expect(rightOf([['near', none, 'NONE']], user('owner'))).toBe('FULL');
    expect(rightOf([['slashless', { kind: 'user', id: 'bob' }, 'NONE']], user('bob'), 'web')).toBe('FULL');
  });

  it('do not take the id of an owning group for that of a user', () => {
    expect(rightOf([], user('alice'), 'team/web')).toBe('NONE');
  });
});

describe('a stranger', () => {
  const stranger: Principal = { kind: 'anonymous' };

  it.each<readonly [string, readonly Entry[], Right]>([
    ['has what is for anonymous', [['far', anonymous, 'READ']], 'READ'],
    ['has nothing of what is for everyone signed in', [['near', everyone, 'FULL']], 'NONE'],
    [
      'has the nearest for anonymous',
      [
        ['near', anonymous, 'NONE'],
        [null, anonymous, 'READ'],
      ],
      'NONE',
    ],
    ['reads at most, whatever an entry says', [['near', anonymous, 'FULL']], 'READ'],
  ])('%s', (_what, entries, right) => {
    expect(rightOf(entries, stranger)).toBe(right);
  });
});

describe('the root', () => {
  it('is the level of names without a slash alone', () => {
    const entries: readonly Entry[] = [['slashless', alice, 'WRITE']];
    expect(rightOf(entries, user('alice'), 'web')).toBe('WRITE');
    expect(rightOf(entries, user('alice'), 'team/web')).toBe('NONE');
    expect(rightOf(entries, user('alice'), 'other/web')).toBe('NONE');
  });

  it('and every place without a namespace have the defaults of the registry', () => {
    const entries: readonly Entry[] = [[null, alice, 'READ']];
    expect(rightOf(entries, user('alice'), 'web')).toBe('READ');
    expect(rightOf(entries, user('alice'), 'nobody/made/this')).toBe('READ');
  });

  it('is not the place of a repository that is called like a namespace', () => {
    expect(rightOf([['far', alice, 'FULL']], user('alice'), 'team')).toBe('NONE');
  });
});

describe('rights on a namespace as such', () => {
  const policy = policyWith(
    ...grantsOf([
      ['far', alice, 'WRITE'],
      ['near', anonymous, 'READ'],
    ]),
  );

  it.each([
    ['alice', 'team', 'WRITE'],
    ['alice', 'team/apps', 'WRITE'],
    ['alice', '', 'NONE'],
    ['owner', 'team/apps', 'FULL'],
    ['bob', 'team/apps', 'READ'],
    ['root', 'anywhere', 'FULL'],
  ])('%s has on "%s" the right %s', (id, path, right) => {
    expect(namespaceRight(policy, user(id), 'north', path)).toBe(right);
  });

  it.each([
    ['owner', 'near', true],
    ['owner', 'far', false],
    ['alice', 'far', false],
    ['root', 'far', true],
    ['former', 'near', false],
    ['nobody', 'near', false],
    ['root', 'no-such', false],
  ])('%s may manage %s: %s', (id, namespaceId, may) => {
    expect(canManageNamespace(policy, user(id), namespaceId)).toBe(may);
  });

  it('are managed by no stranger', () => {
    expect(canManageNamespace(policy, { kind: 'anonymous' }, 'near')).toBe(false);
  });
});
