import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern, parsePattern, patternCanMatchWithin, type NamePattern } from './pattern.js';

function pattern(text: string): NamePattern {
  const parsed = parsePattern(text);
  if (!parsed.ok) expect.fail(parsed.reason);
  return parsed.pattern;
}

describe('patterns', () => {
  it.each([
    ['', 0],
    ['Team/*', 0],
    ['team/[a]', 5],
    ['a/***', 4],
    ['/a', 0],
    ['a/', 1],
    ['a//b', 1],
    ['a..b', 0],
    ['a'.repeat(256), 255],
  ])('refuse "%s" at %i', (text, at) => {
    expect(parsePattern(text)).toMatchObject({ ok: false, at });
  });

  it.each([
    ['team/*/cache', 'team', true],
    ['team/*/cache', 'other', false],
    ['team/*/cache', '', false],
    ['team/*', null, true],
    ['**', 'team/a', true],
    ['team/app', 'team', true],
    ['team/app', 'team/app', false],
    ['te*', '', true],
    ['te*', 'team', false],
    ['**/x', 'a/b', true],
  ])('%s can match within %s: %s', (text, path, can) => {
    expect(patternCanMatchWithin(pattern(text), path)).toBe(can);
  });

  it('match as the expression does that says the same', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', '/', '*', '**', '-'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const names = fc
      .array(fc.constantFrom('a', 'b', '/', '-'), { minLength: 1, maxLength: 10 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, names, (text, name) => {
        const parsed = parsePattern(text);
        if (!parsed.ok) return;
        const expression = text.replace(/\*\*|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'));
        expect(matchesPattern(parsed.pattern, name)).toBe(new RegExp(`^${expression}$`).test(name));
      }),
      { numRuns: 3000 },
    );
  });

  it('SEC-C06 take no longer than the product of both lengths', () => {
    const slow = pattern(`${'**a'.repeat(80)}b`);
    const name = 'a'.repeat(255);
    // The best of several: what else the machine does is not the question.
    const times = Array.from({ length: 8 }, () => {
      const start = performance.now();
      expect(matchesPattern(slow, name)).toBe(false);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
