import { describe, expect, it } from 'vitest';
import { countFitting } from './fitting.js';

describe('countFitting', () => {
  it.each([
    ['nothing of nothing', [], 10, 0],
    ['all that fits', ['ab', 'cd'], 10, 2],
    ['what is left out by one byte', ['ab', 'cd'], 9, 1],
    ['the first, however large', ['a'.repeat(100), 'b'], 10, 1],
    ['bytes, not characters', ['éé', 'éé'], 10, 1],
    ['what quoting adds', ['\n\n', '\n\n'], 10, 1],
  ] as const)('counts %s', (_what, items, maximum, expected) => {
    expect(countFitting(items, maximum)).toBe(expected);
  });

  it('stays well below what the bus carries', () => {
    const items = Array.from({ length: 200 }, () => ({ caCertificate: '-'.repeat(16_384) }));
    const count = countFitting(items);
    expect(count).toBeGreaterThan(30);
    expect(JSON.stringify(items.slice(0, count)).length).toBeLessThan(800_000);
  });
});
