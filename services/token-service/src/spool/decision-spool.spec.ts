import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { SpooledRecord } from '@spectacles/contracts';
import { ManualClock, TemporaryDirectory, testLogger } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DecisionSpool } from './decision-spool.js';
import { MachineDisk } from './spool-disk.js';

/** The disk of the machine, of which a test can make one that is full, or breaks in the middle of a write. */
class FaultyDisk extends MachineDisk {
  writes = 0;
  fault: 'none' | 'full' | 'torn' | 'broken' = 'none';

  override write(file: number, bytes: Uint8Array): number {
    this.writes += 1;
    if (this.fault === 'none') return super.write(file, bytes);
    // A disk takes what fits, and refuses the rest when it is asked for the second time.
    if (this.fault !== 'full' && bytes.length > 10) return super.write(file, bytes.subarray(0, bytes.length - 10));
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }

  override truncate(file: number, length: number): void {
    if (this.fault === 'broken') throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    super.truncate(file, length);
  }
}

let directory: TemporaryDirectory;
let clock: ManualClock;
let disk: FaultyDisk;
let spool: DecisionSpool;
let log: ReturnType<typeof testLogger>;

beforeEach(() => {
  directory = new TemporaryDirectory();
  clock = new ManualClock();
  disk = new FaultyDisk();
  log = testLogger();
  spool = openSpool();
});
afterEach(() => {
  directory.remove();
});

const openSpool = (maximumBytes = 1_000_000) =>
  new DecisionSpool({ root: directory.path, maximumBytes, disk, clock, logger: log.logger });
const files = () => readdirSync(join(directory.path, spool.id)).sort();
const lines = (name: string) =>
  readFileSync(join(directory.path, spool.id, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const record = (name: string) => JSON.stringify({ name });
const put = (line: string): void => {
  spool.write(line);
  spool.flush();
};

describe('DecisionSpool', () => {
  it('writes all of one turn with one write, at its end', async () => {
    for (const name of ['a', 'b', 'c']) spool.write(record(name));
    expect(disk.writes).toBe(0);
    await setImmediate();
    expect([disk.writes, spool.lastNumber]).toEqual([1, 3]);
    expect(lines('000000000000001.jsonl')).toEqual(['a', 'b', 'c'].map(record));
  });

  it('writes at once where it is told to, and nothing twice', async () => {
    spool.write(record('a'));
    spool.flush();
    expect([disk.writes, spool.lastNumber]).toEqual([1, 1]);
    spool.flush();
    await setImmediate();
    expect(disk.writes).toBe(1);
  });

  it('names each file by its first record, and begins another one each minute', async () => {
    put(record('a'));
    clock.advanceSeconds(60);
    put(record('b'));
    put(record('c'));
    expect(files()).toEqual(['000000000000001.jsonl', '000000000000002.jsonl']);
    expect(await spool.synchronize()).toBe(3);
  });

  it('goes on with a full disk, counts, and tells the gap before what it writes next', () => {
    put(record('a'));
    disk.fault = 'full';
    put(record('b'));
    put(record('c'));
    clock.advanceSeconds(5);
    put(record('d'));
    expect([spool.missed, spool.lastNumber]).toEqual([3, 1]);
    expect(log.lines.filter(({ level }) => level === 50)).toHaveLength(1);
    disk.fault = 'none';
    put(record('e'));
    const [first, gap, next] = lines('000000000000001.jsonl');
    expect([first, next, spool.lastNumber]).toEqual([record('a'), record('e'), 3]);
    const told = SpooledRecord.parse(JSON.parse(gap ?? ''));
    expect(told).toMatchObject({ kind: 'gap', missing: 3, reason: expect.stringContaining('ENOSPC') as string });
    expect(told.kind === 'gap' && Date.parse(told.until) - Date.parse(told.from)).toBe(5000);
  });

  it('tells a gap also where nothing follows it', () => {
    disk.fault = 'full';
    put(record('a'));
    spool.tellGap();
    expect(spool.lastNumber).toBe(0);
    disk.fault = 'none';
    spool.tellGap();
    spool.tellGap();
    expect(lines('000000000000001.jsonl')).toHaveLength(1);
  });

  it('takes half a line back, and where it cannot, goes on in another file', async () => {
    put(record('a'));
    disk.fault = 'torn';
    put(record('b'));
    expect(lines('000000000000001.jsonl')).toEqual([record('a')]);
    disk.fault = 'broken';
    put(record('c'));
    disk.fault = 'none';
    put(record('d'));
    expect(files()).toEqual(['000000000000001.jsonl', '000000000000002.jsonl']);
    expect(lines('000000000000002.jsonl').at(-1)).toBe(record('d'));
    expect([spool.missed, spool.lastNumber]).toEqual([2, 3]);
    await spool.close();
  });

  it('keeps to its bound, and writes again when there is room', () => {
    spool = openSpool(400);
    for (let index = 0; index < 20; index += 1) put(record('x'.repeat(50)));
    expect(spool.bytes).toBeLessThanOrEqual(400);
    expect(spool.missed).toBe(20 - spool.lastNumber);
    spool.countedOnDisk(0);
    put(record('again'));
    const [gap, last] = lines('000000000000001.jsonl').slice(-2);
    expect([JSON.parse(gap ?? ''), last]).toMatchObject([{ missing: spool.missed }, record('again')]);
    expect(gap).toContain('DECISION_SPOOL_MAX_BYTES');
  });
});
