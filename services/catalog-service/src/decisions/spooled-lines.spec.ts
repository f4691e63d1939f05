import { ManualClock } from '@spectacles/testing';
import { describe, expect, it } from 'vitest';
import { decision } from '../test-support/records.js';
import { readSpooledLines } from './spooled-lines.js';

const clock = new ManualClock();

describe('lines of a spool', () => {
  it('are records, and a gap where one cannot be read', () => {
    const [first, last] = [decision(clock), decision(clock, { userAgent: 'skopeo' })];
    const broken = [
      '{"kind":"decision"',
      '',
      'null',
      JSON.stringify({ ...first, service: 'x'.repeat(256) }),
      JSON.stringify({ ...first, more: 1 }),
    ];
    const read = readSpooledLines([JSON.stringify(first), ...broken, JSON.stringify(last)].join('\n'), clock);
    expect([read[0], read.at(-1)]).toEqual([first, last]);
    expect(read.slice(1, -1)).toHaveLength(broken.length);
    for (const one of read.slice(1, -1)) expect(one).toMatchObject({ kind: 'gap', missing: 1 });
  });

  it('are a thousand at most', () => {
    const line = JSON.stringify(decision(clock));
    expect(readSpooledLines(Array.from({ length: 1000 }, () => line).join('\n'), clock)).toHaveLength(1000);
    expect(() => readSpooledLines(Array.from({ length: 1001 }, () => line).join('\n'), clock)).toThrow();
  });
});
