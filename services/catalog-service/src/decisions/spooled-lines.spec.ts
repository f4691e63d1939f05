import { brotliCompressSync } from 'node:zlib';
import { MalformedRequest } from '@spectacles/platform';
import { ManualClock } from '@spectacles/testing';
import { describe, expect, it } from 'vitest';
import { decision } from '../test-support/records.js';
import { readSpooledLines } from './spooled-lines.js';

const clock = new ManualClock();
const encoded = (lines: readonly string[]): string => brotliCompressSync(lines.join('\n')).toString('base64');

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
    const read = readSpooledLines(encoded([JSON.stringify(first), ...broken, JSON.stringify(last)]), clock);
    expect([read[0], read.at(-1)]).toEqual([first, last]);
    expect(read.slice(1, -1)).toHaveLength(broken.length);
    for (const one of read.slice(1, -1)) expect(one).toMatchObject({ kind: 'gap', missing: 1 });
  });

  it('are refused whole where they cannot be unpacked, or would fill the memory', () => {
    const bomb = brotliCompressSync(Buffer.alloc(50_000_000)).toString('base64');
    for (const lines of ['', 'no base64', Buffer.from('{}').toString('base64'), bomb]) {
      expect(() => readSpooledLines(lines, clock)).toThrow(MalformedRequest);
    }
  });

  it('are a thousand at most', () => {
    const line = JSON.stringify(decision(clock));
    expect(readSpooledLines(encoded(Array.from({ length: 1000 }, () => line)), clock)).toHaveLength(1000);
    expect(() => readSpooledLines(encoded(Array.from({ length: 1001 }, () => line)), clock)).toThrow();
  });
});
