import { exampleOf, patternMatcher, patternWords } from './pattern-words';

describe('what a pattern matches', () => {
  it.each([
    ['team/app', 'team/app', true],
    ['team/app', 'team/app2', false],
    ['team/*', 'team/app', true],
    ['team/*', 'team/web/app', false],
    ['team/**', 'team/web/app', true],
    ['team/*/cache', 'team/app/cache', true],
    ['team/*/cache', 'team/a/b/cache', false],
    ['team/**/cache', 'team/a/b/cache', true],
    ['team/app*', 'team/app', true],
    ['te.m/app', 'team/app', false],
    ['team/a+', 'team/aa', false],
  ])('%s on %s: %s', (pattern, name, matches) => {
    expect(patternMatcher(pattern)(name)).toBe(matches);
  });

  it('takes no more than its product of steps on a pattern made to be slow', () => {
    const pattern = '**a'.repeat(80);
    expect(patternMatcher(pattern)('a'.repeat(254) + 'b')).toBe(false);
  });

  it('is said in words, with an example that it matches', () => {
    expect(patternWords('team/app')).toBe('Only the repository team/app.');
    for (const pattern of ['team/*', 'team/**', 'team/*/cache', '**-cache']) {
      expect(patternWords(pattern)).toContain(exampleOf(pattern));
      expect(patternMatcher(pattern)(exampleOf(pattern))).toBe(true);
    }
  });
});
