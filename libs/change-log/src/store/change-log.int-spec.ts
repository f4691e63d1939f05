import { openDataSource } from '@spectacles/platform';
import {
  ManualClock,
  requireProgram,
  type RunningMariaDb,
  startMariaDb,
  TemporaryDirectory,
  testLogger,
  waitFor,
} from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CreateItem1700000000003, ItemEntity, MapReplica, put } from '../log.fixture.js';
import { LogReader } from '../reader/index.js';
import {
  ChangeLog,
  changeLogMigrations,
  LogCounterEntity,
  LogRowEntity,
  readSnapshot,
  type SnapshotSource,
} from './index.js';

const withMariaDb = requireProgram('mariadbd', 'mariadb-install-db');
const directory = new TemporaryDirectory();
let server: RunningMariaDb | null = null;
let sequence = 0;

beforeAll(async () => {
  if (withMariaDb) server = await startMariaDb();
});
afterAll(async () => {
  await server?.stop();
  directory.remove();
});

const LOG = 'policy';
const freshUrl = {
  SQLite: () => `sqlite:${directory.join(`${String(++sequence)}.db`)}`,
  MariaDB: () => server?.url(`log_${String(++sequence)}`) ?? '',
};
const kinds = withMariaDb ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

describe.each(kinds)('change log (%s)', (kind) => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const work of cleanUp.splice(0).reverse()) await work();
  });

  const connect = (url: string): Promise<DataSource> =>
    openDataSource({
      url,
      entities: [ItemEntity, LogCounterEntity, LogRowEntity],
      migrations: [CreateItem1700000000003, ...changeLogMigrations],
      durability: 'normal',
      logger: testLogger().logger,
    });

  async function owner(url = freshUrl[kind]()) {
    const dataSource = await connect(url);
    cleanUp.push(() => dataSource.destroy());
    const listeners = new Set<(n: number) => void>();
    const log = new ChangeLog({
      dataSource,
      doorbell: (_log, n) => {
        for (const listener of listeners) listener(n);
      },
    });
    const items: SnapshotSource = {
      kind: 'item',
      page: async (after, limit) => {
        const found = await dataSource
          .createQueryBuilder(ItemEntity, 'item')
          .where('item.key > :after', { after })
          .orderBy('item.key')
          .limit(limit)
          .getMany();
        return found.map(({ key, value }) => ({ key, state: { value } }));
      },
    };
    const write = (key: string, value: number) =>
      log.run(LOG, async (transaction) => {
        await put(transaction.manager, key, value);
        transaction.append({ kind: 'item', key, state: { value } });
        return value;
      });
    return { dataSource, log, write, listeners, sources: [items] };
  }

  function follow(from: Awaited<ReturnType<typeof owner>>, replica: MapReplica, pageSize = 500, pollMs = 20) {
    const clock = new ManualClock();
    const { logger, lines } = testLogger();
    const reader = new LogReader({
      source: {
        read: (position) => from.log.readLog(LOG, position),
        snapshot: (request) => readSnapshot(from.sources, request),
      },
      apply: (commit) => {
        replica.apply(commit);
      },
      beginSnapshot: () => replica.beginSnapshot(),
      pollMs,
      clock,
      logger,
      pageSize,
    });
    cleanUp.push(() => reader.stop());
    return { reader, clock, lines };
  }

  const truth = async (dataSource: DataSource) =>
    new Map((await dataSource.manager.find(ItemEntity)).map(({ key, value }) => [key, value]));

  it('orders numbers as it orders commits, without a gap', async () => {
    const { log, dataSource } = await owner();
    const committed: number[] = [];
    const raise = () =>
      log.run(LOG, async ({ manager, append }) => {
        const current = await manager.findOneBy(ItemEntity, { key: 'counter' });
        const value = (current?.value ?? 0) + 1;
        await put(manager, 'counter', value);
        append({ kind: 'item', key: 'counter', state: { value } });
        return value;
      });
    const results = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const result = await raise();
        committed.push(result.n);
        return result;
      }),
    );
    expect(committed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    // What the work read under its number was what the number before had written.
    for (const { value, n } of results) expect(value).toBe(n);
    expect(await dataSource.manager.count(LogRowEntity)).toBe(30);
  });

  it('leaves no gap where a transaction fails or appends nothing', async () => {
    const { log, write } = await owner();
    await write('a', 1);
    const failing = log.run(LOG, async ({ manager }) => {
      await put(manager, 'b', 1);
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    const looking = await log.run(LOG, ({ manager }) => manager.findOneByOrFail(ItemEntity, { key: 'a' }));
    expect(looking).toMatchObject({ value: { key: 'a', value: 1 }, n: 1 });
    expect((await write('c', 1)).n).toBe(2);
    expect(await log.head(LOG)).toMatchObject({ n: 2 });
  });

  it('numbers each log by itself', async () => {
    const { log, write } = await owner();
    await write('a', 1);
    const other = await log.run('changes', ({ append }) => {
      append({ kind: 'item', key: 'x', state: null });
      return Promise.resolve(null);
    });
    expect(other.n).toBe(1);
  });

  it('tells readers in order, whole commits only, also those that span pages', async () => {
    const from = await owner();
    const replica = new MapReplica();
    const { reader } = follow(from, replica, 3);
    await reader.start();
    await from.log.run(LOG, async ({ manager, append }) => {
      for (let at = 0; at < 10; at += 1) {
        await put(manager, `k${String(at)}`, at);
        append({ kind: 'item', key: `k${String(at)}`, state: { value: at } });
      }
    });
    await from.write('single', 1);
    await reader.pull();
    expect(replica.applied).toEqual([1, 2]);
    expect(replica.items).toEqual(await truth(from.dataSource));
  });

  it('goes over to a snapshot when its cursor is not known, and replays what happened meanwhile', async () => {
    const from = await owner();
    for (let at = 0; at < 20; at += 1) await from.write(`k${String(at)}`, at);
    const replica = new MapReplica();
    const { reader } = follow(from, replica, 4);
    const [items] = from.sources;
    if (items === undefined) throw new Error('no source');
    let written = 0;
    from.sources[0] = {
      kind: 'item',
      page: async (after, limit) => {
        const page = await items.page(after, limit);
        // Behind the page that was just read, and before it: both must be repaired by the replay.
        await from.write('k0', 1000 + written);
        await from.write('zz', 2000 + written);
        written += 1;
        return page;
      },
    };
    await reader.start();
    expect(replica.snapshots).toBe(1);
    expect(written).toBeGreaterThan(4);
    expect(replica.items).toEqual(await truth(from.dataSource));
    expect(reader.cursor?.n).toBe(20 + 2 * written);
  });

  it('takes a snapshot after the owner was restored from a copy', async () => {
    const from = await owner();
    await from.write('a', 1);
    const replica = new MapReplica();
    const { reader } = follow(from, replica);
    await reader.start();
    await from.write('lost', 1);
    await reader.pull();
    expect(replica.items.has('lost')).toBe(true);
    // The copy: as before the write, then another history under the same numbers.
    await from.dataSource.manager.delete(LogRowEntity, { n: 2 });
    await from.dataSource.manager.delete(ItemEntity, { key: 'lost' });
    await from.dataSource.manager.update(LogCounterEntity, { log: LOG }, { n: 1 });
    await from.write('other', 1);
    await reader.pull();
    expect(replica.snapshots).toBe(2);
    expect(replica.items).toEqual(await truth(from.dataSource));
  });

  it('gives a snapshot also before the first commit after a restore, whose numbers go on far above', async () => {
    const from = await owner();
    await from.write('a', 1);
    await from.dataSource.manager.update(LogCounterEntity, { log: LOG }, { n: 1_000_001 });
    const replica = new MapReplica();
    const { reader } = follow(from, replica);
    await reader.start();
    expect(replica.items).toEqual(new Map([['a', 1]]));
    expect(reader.cursor?.n).toBe(1_000_001);
  });

  it('converges under concurrent writes though one ring in ten gets lost', async () => {
    const from = await owner();
    const replica = new MapReplica();
    const { reader } = follow(from, replica, 7);
    let rings = 0;
    from.listeners.add((n) => {
      rings += 1;
      if (rings % 10 !== 0) reader.ring(n);
    });
    await reader.start();
    await Promise.all(Array.from({ length: 60 }, (_, index) => from.write(`k${String(index % 9)}`, index)));
    await waitFor(() => reader.cursor?.n === 60, { what: 'the reader has every commit' });
    expect(replica.applied).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(replica.items).toEqual(await truth(from.dataSource));
  });

  it('is told of a commit through the doorbell without a poll', async () => {
    const from = await owner();
    const replica = new MapReplica();
    const { reader } = follow(from, replica, 500, 3_600_000);
    from.listeners.add((n) => {
      reader.ring(n);
    });
    await reader.start();
    await from.write('a', 1);
    await waitFor(() => replica.items.get('a') === 1, { what: 'the change is in force' });
  });

  it('stops before what it cannot read, keeps its last version, and its age runs', async () => {
    const from = await owner();
    const replica = new MapReplica();
    const { reader, clock, lines } = follow(from, replica, 500, 3_600_000);
    await from.write('a', 1);
    await reader.start();
    await from.log.run(LOG, ({ append }) => {
      append({ kind: 'item', key: 'b', state: { value: 1 } });
      append({ kind: 'of a later version', key: 'c', state: {} });
      return Promise.resolve(null);
    });
    await from.write('d', 1);
    clock.advanceSeconds(30);
    await reader.pull();
    await reader.pull();
    expect(reader.cursor?.n).toBe(1);
    expect(replica.items).toEqual(new Map([['a', 1]]));
    expect(reader.refusal).toMatchObject({ n: 2 });
    expect(reader.ageSeconds()).toBe(30);
    expect(lines.filter((line) => line['level'] === 50)).toHaveLength(1);
  });

  it('refuses a state that no row may hold', async () => {
    const { log } = await owner();
    const large = log.run(LOG, ({ append }) => {
      append({ kind: 'item', key: 'a', state: { text: 'x'.repeat(300_000) } });
      return Promise.resolve(null);
    });
    await expect(large).rejects.toThrow(RangeError);
    expect(await log.head(LOG)).toEqual({ n: 0, id: '' });
  });

  it('has no drift between entities and migrations', async () => {
    const { dataSource } = await owner();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
