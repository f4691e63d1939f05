import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashIndex, NO_ROW } from './hash-index.js';
import { KeyTable } from './key-table.js';
import { copyUuid, readUuid, UUID_WORDS, uuidText } from './uuid-words.js';

const key = fc.oneof(
  fc.constantFrom('ada', 'bea', '', '0199A702-7A70-7A70-8A70-000000000001', '0199a702-7a70-7a70-8a70-00000000000g'),
  fc.uuid(),
  fc.nat(40).map((number) => `0199a702-7a70-7a70-8a70-${number.toString(16).padStart(12, '0')}`),
);

const step = fc.record({ key, what: fc.constantFrom('set', 'set', 'delete', 'get') });

describe('a table of keys', () => {
  it('holds what a map holds', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
        const [table, map] = [new KeyTable<number>(), new Map<string, number>()];
        for (const [value, { key, what }] of steps.entries()) {
          if (what === 'set') {
            table.set(key, value);
            map.set(key, value);
          } else if (what === 'delete') {
            table.delete(key);
            map.delete(key);
          }
          expect(table.get(key)).toBe(map.get(key));
        }
        expect(table.size).toBe(map.size);
        expect([...table.values()].sort((a, b) => a - b)).toEqual([...map.values()].sort((a, b) => a - b));
        for (const { key } of steps) expect(table.get(key)).toBe(map.get(key));
      }),
    );
  });

  it('tells apart keys with the same hash', () => {
    const table = new KeyTable<string>();
    const [first, second] = ['00000001-0000-0000-0000-000200000000', '00000002-0000-0000-0000-000100000000'];
    table.set(first, 'first');
    expect(table.get(second)).toBeUndefined();
    table.set(second, 'second');
    expect([table.get(first), table.get(second)]).toEqual(['first', 'second']);
    table.delete(first);
    expect([table.get(first), table.get(second)]).toEqual([undefined, 'second']);
  });

  it('holds a hundred thousand', () => {
    const table = new KeyTable<number>();
    const idOf = (number: number): string => `0199a702-7a70-7a70-8a70-${number.toString(16).padStart(12, '0')}`;
    for (let number = 0; number < 100_000; number += 1) table.set(idOf(number), number);
    for (let number = 0; number < 100_000; number += 3) table.delete(idOf(number));
    const wrong = Array.from({ length: 100_000 }, (_, number) => number).filter(
      (number) => table.get(idOf(number)) !== (number % 3 === 0 ? undefined : number),
    );
    expect(wrong).toEqual([]);
    expect(table.size).toBe(66_666);
  });
});

describe('an index by hashes', () => {
  /** Every row that a hash leads to. */
  function rowsOf(index: HashIndex, hash: number): readonly number[] {
    const rows: number[] = [];
    for (let row = index.first(hash); row !== NO_ROW; row = index.next(hash)) rows.push(row);
    return rows.sort((first, second) => first - second);
  }

  it('tells rows with the same hash one after the other, also where others were removed', () => {
    const hash = fc.oneof(fc.constantFrom(0, 1, 15, 16, -1, 31), fc.integer());
    fc.assert(
      fc.property(fc.array(fc.tuple(hash, fc.boolean()), { maxLength: 120, size: 'max' }), (rows) => {
        const index = new HashIndex();
        for (const [row, [hash]] of rows.entries()) index.add(row, hash);
        for (const [row, [hash, isGone]] of rows.entries()) if (isGone) index.remove(row, hash);
        const left = [...rows.entries()].filter(([, [, isGone]]) => !isGone);
        expect(index.size).toBe(left.length);
        for (const [hash] of rows) {
          const expected = left.filter(([, [other]]) => other === hash).map(([row]) => row);
          expect(rowsOf(index, hash)).toEqual(expected);
        }
      }),
    );
  });

  it('holds many rows whose hashes begin alike', () => {
    const index = new HashIndex();
    for (let row = 0; row < 40_000; row += 1) index.add(row, row);
    index.add(40_000, 7);
    expect(rowsOf(index, 7)).toEqual([7, 40_000]);
    expect(rowsOf(index, -1)).toEqual([]);
    index.remove(7, 7);
    expect(rowsOf(index, 7)).toEqual([40_000]);
    expect(rowsOf(index, 39_999)).toEqual([39_999]);
  });
});

describe('a UUID in numbers', () => {
  it('has the text that was read', () => {
    const words = new Int32Array(1 + UUID_WORDS);
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        expect(readUuid(text)).toBe(true);
        copyUuid(words, 1);
        expect(uuidText(words, 1)).toBe(text);
      }),
    );
  });

  it.each([
    '0199A702-7a70-7a70-8a70-000000000001',
    '0199a702-7a70-7a70-8a70-00000000000',
    '0199a702-7a70-7a70-8a70-00000000000g',
    '0199a702-7a70-7a70-8a70-0000000000é1',
    '0199a702-7a70-7a70-8a70-0000000000€1',
    '0199a7027-a70-7a70-8a70-000000000001',
    '0199a702-7a70-7a7008a70-000000000001',
    '0199a702-7a7007a70-8a70-000000000001',
    '0199a702-7a70-7a70-8a700000000000001',
    ' 199a702-7a70-7a70-8a70-000000000001',
  ])('is not read from "%s"', (text) => {
    expect(readUuid(text)).toBe(false);
  });

  it('is refused wherever one character is another', () => {
    const good = '0199a702-7a70-7a70-8a70-00000000000f';
    const other = fc.constantFrom('-', 'A', 'g', '/', ':', '`', 'F', ' ', 'é', '\u0130');
    fc.assert(
      fc.property(fc.nat(35), other, (at, character) => {
        fc.pre(good[at] !== character);
        expect(readUuid(`${good.slice(0, at)}${character}${good.slice(at + 1)}`)).toBe(false);
      }),
    );
  });
});
