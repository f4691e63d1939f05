import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageFrom } from './cursor.js';
import { likePattern } from './like.js';

describe('cursors', () => {
  it('come back as they were given out', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (key) => {
        expect(decodeCursor(encodeCursor(...key), key.length)).toEqual(key);
      }),
    );
  });

  it('are refused when nobody gave them out', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, 9)).toThrow();
      }),
    );
    expect(() => decodeCursor(encodeCursor('a'), 2)).toThrow(
      expect.objectContaining({ code: 'MALFORMED_REQUEST' }) as Error,
    );
    expect(() => decodeCursor(Buffer.from('[1]').toString('base64url'), 1)).toThrow();
  });

  it('are absent on the first page and on the last', () => {
    expect(decodeCursor(undefined, 1)).toBeNull();
    const page = (items: readonly string[]) =>
      pageFrom(
        items,
        2,
        (item) => item,
        (item) => [item],
      );
    expect(page(['a', 'b'])).toEqual({ items: ['a', 'b'], next: null });
    expect(page(['a', 'b', 'c'])).toEqual({ items: ['a', 'b'], next: encodeCursor('b') });
    expect(page([])).toEqual({ items: [], next: null });
  });
});

describe('likePattern', () => {
  it.each([
    ['team', '%team%'],
    ['100%', '%100!%%'],
    ['A_b', '%A!_b%'],
    ['!', '%!!%'],
  ])('takes %j literally', (part, pattern) => {
    expect(likePattern(part)).toBe(pattern);
  });
});
