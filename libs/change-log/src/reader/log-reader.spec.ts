import { ManualClock, testLogger } from '@spectacles/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { MapReplica } from '../log.fixture.js';
import { LogReader } from './log-reader.js';
import type { LogSource } from './log-target.js';

const readers: LogReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.stop();
});

function readerOf(source: LogSource) {
  const [clock, replica, { logger, lines }] = [new ManualClock(), new MapReplica(), testLogger()];
  const reader = new LogReader({
    source,
    apply: (commit) => {
      replica.apply(commit);
    },
    beginSnapshot: () => replica.beginSnapshot(),
    pollMs: 3_600_000,
    clock,
    logger,
  });
  readers.push(reader);
  return { reader, clock, replica, lines };
}

const head = { n: 3, id: 'x' };

describe('log reader', () => {
  it('starts without its owner, and has no age before it was confirmed', async () => {
    let there = false;
    const { reader, clock, lines } = readerOf({
      read: ({ after }) => {
        if (!there) return Promise.reject(new Error('nobody answers'));
        return Promise.resolve(after === null ? { outcome: 'snapshot', head } : { outcome: 'rows', head, rows: [] });
      },
      snapshot: () => Promise.resolve({ rows: [{ kind: 'item', key: 'a', state: '{"value":1}' }], next: null }),
    });
    await reader.start();
    await reader.pull();
    expect(reader.cursor).toBeNull();
    expect(reader.ageSeconds()).toBe(Number.POSITIVE_INFINITY);
    expect(lines).toHaveLength(1);
    there = true;
    await reader.pull();
    expect(reader.cursor).toEqual(head);
    clock.advanceSeconds(5);
    expect(reader.ageSeconds()).toBe(5);
    await reader.pull();
    expect(reader.ageSeconds()).toBe(0);
  });

  it('never activates a snapshot that it cannot read', async () => {
    const { reader, replica } = readerOf({
      read: () => Promise.resolve({ outcome: 'snapshot', head }),
      snapshot: () => Promise.resolve({ rows: [{ kind: 'unknown', key: 'a', state: '{}' }], next: null }),
    });
    await reader.start();
    expect(reader.refusal).toMatchObject({ n: null });
    expect(replica.snapshots).toBe(0);
    expect(reader.cursor).toBeNull();
  });

  it('reads on to the head in one go, though pages hold fewer rows than asked for', async () => {
    const { reader, replica } = readerOf({
      read: ({ after }) => {
        if (after === null) return Promise.resolve({ outcome: 'snapshot', head: { n: 0, id: '' } });
        const n = after.n + 1;
        const rows =
          n > head.n ? [] : [{ n, id: 'x', kind: 'item', key: 'a', state: `{"value":${String(n)}}`, last: true }];
        return Promise.resolve({ outcome: 'rows', head, rows });
      },
      snapshot: () => Promise.resolve({ rows: [], next: null }),
    });
    await reader.start();
    expect(reader.cursor).toEqual(head);
    expect(replica.items.get('a')).toBe(head.n);
  });

  it('does not ask for what it already has when the bell rings late', async () => {
    let reads = 0;
    const { reader } = readerOf({
      read: ({ after }) => {
        reads += 1;
        return Promise.resolve(after === null ? { outcome: 'snapshot', head } : { outcome: 'rows', head, rows: [] });
      },
      snapshot: () => Promise.resolve({ rows: [], next: null }),
    });
    await reader.start();
    const before = reads;
    reader.ring(head.n);
    await reader.stop();
    expect(reads).toBe(before);
  });

  it('begins a commit anew when its owner was restored between two pages of it', async () => {
    const row = (n: number, id: string, key: string, last: boolean) => ({
      ...{ n, id, kind: 'item', key, last },
      state: `{"value":${String(n)}}`,
    });
    const start = { n: 2, id: 'start' };
    const lost = [row(3, 'lost', 'a', false), row(3, 'lost', 'b', false), row(3, 'lost', 'c', true)];
    const kept = [row(9, 'kept', 'd', false), row(9, 'kept', 'e', false), row(9, 'kept', 'f', true)];
    let log = lost;
    let isFollowing = false;
    const { reader, replica } = readerOf({
      read: ({ after, skip }) => {
        if (after === null) return Promise.resolve({ outcome: 'snapshot', head: start });
        if (!isFollowing || after.id === 'kept') return Promise.resolve({ outcome: 'rows', head: after, rows: [] });
        const rows = log.slice(skip, skip + 2);
        const [{ n, id } = start] = log;
        log = kept;
        return Promise.resolve({ outcome: 'rows', head: { n, id }, rows });
      },
      snapshot: () => Promise.resolve({ rows: [], next: null }),
    });
    await reader.start();
    isFollowing = true;
    await reader.pull();
    expect(replica.items).toEqual(new Map());
    await reader.pull();
    expect(replica.items).toEqual(new Map(['d', 'e', 'f'].map((key) => [key, 9])));
    expect(reader.cursor).toEqual({ n: 9, id: 'kept' });
  });
});
