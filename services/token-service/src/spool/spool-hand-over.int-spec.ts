import { appendFileSync, existsSync, mkdirSync, readdirSync, rmdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newId } from '@spectacles/platform';
import { ManualClock, TemporaryDirectory, testLogger } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InMemoryIdentity } from '../test-support/in-memory-identity.js';
import { InMemoryPolicy } from '../test-support/in-memory-policy.js';
import { DecisionSpool } from './decision-spool.js';
import { RecordIds } from './record-ids.js';
import { MachineDisk } from './spool-disk.js';
import { SpoolFiles } from './spool-files.js';
import { SpoolHandOver } from './spool-hand-over.js';

const MAXIMUM_BYTES = 4_000_000;
const ids = new RecordIds();

let directory: TemporaryDirectory;
let clock: ManualClock;
let bus: InMemoryIdentity;
let spool: DecisionSpool;
let handOver: SpoolHandOver;

function open(): void {
  const { logger } = testLogger();
  spool = new DecisionSpool({
    root: directory.path,
    maximumBytes: MAXIMUM_BYTES,
    disk: new MachineDisk(),
    clock,
    logger,
  });
  const files = new SpoolFiles(directory.path);
  handOver = new SpoolHandOver({ spool, files, messages: bus, clock, logger, maximumBytes: MAXIMUM_BYTES });
}

beforeEach(() => {
  directory = new TemporaryDirectory();
  clock = new ManualClock(new Date());
  bus = new InMemoryIdentity(new InMemoryPolicy());
  open();
});
afterEach(() => {
  directory.remove();
});

const lineOf = (requestId: string, name = 'team/app') =>
  JSON.stringify({
    kind: 'decision',
    id: ids.next(clock.now().getTime()),
    at: clock.now().toISOString(),
    ...{ requestId, tokenId: requestId, expiresAt: null, count: 1, outcome: 'granted', refusal: null },
    subject: { kind: 'anonymous', id: null, name: '' },
    credential: { kind: 'none', id: null, name: null },
    ...{ refreshTokenId: null, refreshTokenIssued: false, address: '192.0.2.1', userAgent: '', registryId: null },
    ...{ service: 'reg-a', policyVersion: 1 },
    scopes: [{ type: 'repository', name, asked: ['pull'], granted: ['pull'], because: [] }],
  });
const put = (line: string): void => {
  spool.write(line);
  spool.flush();
};
const write = (from: number, to: number): void => {
  for (let index = from; index <= to; index += 1) put(lineOf(`request-${String(index)}`));
};
const taken = (id = spool.id) =>
  (bus.taken.get(id) ?? []).map((record) => (record.kind === 'decision' ? record.requestId : 'gap'));
const requests = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `request-${String(from + index)}`);

describe('handing decisions over', () => {
  it('gives each record once, in order, however many and over however many files', async () => {
    write(1, 5);
    await handOver.runOnce();
    clock.advanceSeconds(60);
    write(6, 2500);
    await handOver.runOnce();
    expect(taken()).toEqual(requests(1, 2500));
    expect(handOver.pending).toBe(0);
  });

  it('waits for a catalog that does not answer, and goes on where it stands', async () => {
    write(1, 3);
    bus.reachable = false;
    await handOver.runOnce();
    write(4, 6);
    expect([taken(), handOver.pending]).toEqual([[], 6]);
    bus.reachable = true;
    await handOver.runOnce();
    expect(taken()).toEqual(requests(1, 6));
  });

  it('gives again what a restored catalog lost, as long as it is kept', async () => {
    write(1, 10);
    await handOver.runOnce();
    bus.taken.get(spool.id)?.splice(4);
    bus.reachable = false;
    write(11, 11);
    await handOver.runOnce();
    bus.reachable = true;
    await handOver.runOnce();
    expect(taken()).toEqual(requests(1, 11));
  });

  it('hands over what an earlier start left, under its own id, and half a line of it not', async () => {
    const earlier = spool.id;
    write(1, 3);
    const [file = ''] = readdirSync(join(directory.path, earlier));
    appendFileSync(join(directory.path, earlier, file), lineOf('torn').slice(0, 40));
    open();
    write(4, 5);
    await handOver.runOnce();
    expect([taken(earlier), taken()]).toEqual([requests(1, 3), requests(4, 5)]);
  });

  it('gives records as they stand, whatever characters they are of, as many as a message carries', async () => {
    const names = ['"\\"'.repeat(170), '\u{1f600}'.repeat(200), 'é'.repeat(500)];
    for (let index = 0; index < 900; index += 1) put(lineOf(`request-${String(index)}`, names[index % 3]));
    await handOver.runOnce();
    expect(taken()).toEqual(requests(0, 899));
    const given = (bus.taken.get(spool.id) ?? []).map((one) => (one.kind === 'decision' ? one.scopes[0]?.name : null));
    expect(given.slice(0, 3)).toEqual(names);
    expect(Math.max(...bus.wireBytes)).toBeLessThan(1_000_000);
    expect(bus.wireBytes.length).toBeGreaterThan(1);
  });

  it('goes on with other spools where one cannot be read, and clears away what they gave', async () => {
    const earlier = spool.id;
    write(1, 2);
    const unreadable = join(directory.path, newId(clock));
    mkdirSync(join(unreadable, '000000000000001.jsonl'), { recursive: true });
    clock.advanceSeconds(1);
    open();
    write(3, 4);
    await handOver.runOnce();
    expect([taken(earlier), taken()]).toEqual([requests(1, 2), requests(3, 4)]);
    const old = new Date(clock.now().getTime() - 600_001);
    utimesSync(join(directory.path, earlier, '000000000000001.jsonl'), old, old);
    await handOver.runOnce();
    expect(existsSync(join(directory.path, earlier))).toBe(false);
    rmdirSync(join(unreadable, '000000000000001.jsonl'));
    writeFileSync(join(unreadable, '000000000000001.jsonl'), `${lineOf('request-5')}\n`);
    write(6, 6);
    await handOver.runOnce();
    expect([taken(unreadable.slice(-36)), taken()]).toEqual([requests(5, 5), [...requests(3, 4), 'request-6']]);
  });

  it('clears away after ten minutes what was taken, and nothing else', async () => {
    const earlier = spool.id;
    write(1, 3);
    await handOver.runOnce();
    open();
    write(4, 4);
    await handOver.runOnce();
    expect(existsSync(join(directory.path, earlier))).toBe(true);
    const kept = join(directory.path, newId(clock));
    mkdirSync(kept);
    writeFileSync(join(kept, '000000000000001.jsonl'), `${lineOf('kept')}\n`);
    const old = new Date(clock.now().getTime() - 600_001);
    for (const id of [earlier, kept.slice(-36)]) {
      utimesSync(join(directory.path, id, '000000000000001.jsonl'), old, old);
    }
    bus.reachable = false;
    await handOver.runOnce();
    write(5, 5);
    await handOver.runOnce();
    expect(existsSync(kept)).toBe(true);
    bus.reachable = true;
    await handOver.runOnce();
    expect([existsSync(join(directory.path, earlier)), existsSync(kept)]).toEqual([false, false]);
    expect(taken()).toEqual(requests(4, 5));
  });

  it('clears away at once what was taken, where the spool comes near its bound', async () => {
    const filler = 'y'.repeat(400);
    while (spool.bytes < MAXIMUM_BYTES * 0.9) {
      clock.advanceSeconds(10);
      for (let index = 0; index < 200; index += 1) spool.write(lineOf('filler', filler));
      spool.flush();
    }
    const before = spool.bytes;
    await handOver.runOnce();
    expect(spool.bytes).toBeLessThan(before * 0.9);
    expect([spool.missed, handOver.pending]).toEqual([0, 0]);
  });
});
