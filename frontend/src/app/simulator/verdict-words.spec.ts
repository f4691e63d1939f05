import { named, verdictOf } from './verdict-words';

const scope = 'repository:team/app:pull,push';

describe('the verdict', () => {
  it.each([
    [['pull', 'push'], ['pull', 'push'], [], 'Granted: alice may pull and push team/app.'],
    [
      ['pull', 'push'],
      ['pull'],
      ['bob', 'carol'],
      'Denied: alice may pull team/app, not push. Ask the owners: bob, carol.',
    ],
    [['push', 'delete'], [], [], 'Denied: alice may not push or delete team/app.'],
  ])('of %j with %j granted', (asked, granted, owners, words) => {
    expect(verdictOf('alice', { scope, asked, granted, owners })).toEqual({
      granted: asked.length === granted.length,
      words,
    });
  });

  it('says what the catalog is', () => {
    const catalog = { scope: 'registry:catalog:*', asked: ['*'], granted: [], owners: [] };
    expect(verdictOf('bob', catalog).words).toBe('Denied: bob may not list the catalog of the registry.');
  });

  it('names who is meant', () => {
    expect(named('The entry for the caller gives pull.', 'bob')).toBe('The entry for bob gives pull.');
    expect(named('The caller is an administrator.', 'somebody')).toBe('Somebody is an administrator.');
  });
});
