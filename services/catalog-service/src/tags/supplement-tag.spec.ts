import { expect, it } from 'vitest';
import { isSupplementTag } from './supplement-tag.js';

const hex = '0123456789abcdef'.repeat(4);

it.each([
  [`sha256-${hex}`, true],
  [`sha256-${hex}.sig`, true],
  [`sha256-${hex}.att`, true],
  [`sha256-${hex}.sbom`, true],
  [`sha256-${hex}.txt`, false],
  [`sha256-${hex}0`, false],
  [`sha256-${hex.slice(1)}`, false],
  [`sha256-${hex.toUpperCase()}`, false],
  [`sha256-${hex.replace('0', 'g')}.sig`, false],
  [`v1-sha256-${hex}`, false],
  ['latest', false],
])('%s: %s', (name, expected) => {
  expect(isSupplementTag(name)).toBe(expected);
});
