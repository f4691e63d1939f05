import { expect, it } from 'vitest';
import { mergeRanges } from './name-range.js';

it('ranges that touch become one, in whatever order they come', () => {
  const ranges = [
    { from: 'a', to: 'c' },
    { from: 'b', to: 'd' },
    { from: 'b0', to: 'b1' },
    { from: 'd', to: 'e' },
    { from: 'x', to: null },
    { from: 'y', to: 'z' },
  ];
  const merged = [
    { from: 'a', to: 'e' },
    { from: 'x', to: null },
  ];
  expect(mergeRanges(ranges)).toEqual(merged);
  expect(mergeRanges([...ranges].reverse())).toEqual(merged);
});
