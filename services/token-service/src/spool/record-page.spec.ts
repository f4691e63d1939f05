import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RecordPage } from './record-page.js';

const record = fc.tuple(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 70_000 }));

describe('RecordPage', () => {
  it('holds what was added since it was cleared, each record with the end of its line', () => {
    const page = new RecordPage();
    fc.assert(
      fc.property(fc.array(fc.array(record, { maxLength: 4 }), { maxLength: 4 }), (turns) => {
        for (const records of turns) {
          for (const [start, rest] of records) page.add(start, rest);
          const wanted = records.map(([start, rest]) => Buffer.concat([Buffer.from(start), rest, Buffer.from('\n')]));
          expect(page.count).toBe(records.length);
          expect(Buffer.compare(page.bytes(), Buffer.concat(wanted))).toBe(0);
          page.clear();
        }
      }),
    );
    expect([page.count, page.bytes().length]).toEqual([0, 0]);
  });

  it('takes a burst', () => {
    const page = new RecordPage();
    const rest = new Uint8Array(1000).fill(0x78);
    for (let index = 0; index < 3000; index += 1) page.add('é', rest);
    expect(page.bytes()).toHaveLength(3000 * 1003);
    page.clear();
    page.add('after', new Uint8Array());
    expect(page.bytes().toString()).toBe('after\n');
  });
});
