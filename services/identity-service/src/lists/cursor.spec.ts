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

it('a page of large items is cut to what a message carries, and goes on after the last one shown', () => {
  const items = Array.from({ length: 5 }, (_, index) => ({ name: String(index), text: 'x'.repeat(300_000) }));
  const page = (from: number) =>
    pageFrom(
      items.slice(from),
      4,
      (item) => item,
      ({ name }) => [name],
    );
  expect([page(0), page(2), page(4)].map((shown) => [shown.items.length, shown.next])).toEqual([
    [2, encodeCursor('1')],
    [2, encodeCursor('3')],
    [1, null],
  ]);
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
