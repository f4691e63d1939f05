import { requireProgram, type RunningMariaDb, startMariaDb, TemporaryDirectory, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CreateThing1700000000000, thing, ThingEntity } from './database.fixture.js';
import { openDataSource } from './open-data-source.js';
import { TransactionRunner } from './transaction-runner.js';
import { isUniqueViolation } from './unique-violation.js';

const withMariaDb = requireProgram('mariadbd', 'mariadb-install-db');
let server: RunningMariaDb | null = null;
let sequence = 0;
const directory = new TemporaryDirectory();

beforeAll(async () => {
  if (withMariaDb) server = await startMariaDb();
});
afterAll(async () => {
  await server?.stop();
  directory.remove();
});

const freshUrl = {
  SQLite: () => `sqlite:${directory.join(`${String(++sequence)}.db`)}`,
  MariaDB: () => {
    if (server === null) throw new Error('MariaDB was not started.');
    return server.url(`test_${String(++sequence)}`);
  },
};
const open = (url: string, lockTimeoutMs = 10_000) =>
  openDataSource({
    lockTimeoutMs,
    url,
    variable: 'TEST_DATABASE_URL',
    entities: [ThingEntity],
    migrations: [CreateThing1700000000000],
    durability: 'normal',
    logger: testLogger().logger,
  });

const kinds = withMariaDb ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

describe.each(kinds)('data source (%s)', (kind) => {
  const opened: DataSource[] = [];
  const fresh = async (url = freshUrl[kind]()) => {
    const dataSource = await open(url);
    opened.push(dataSource);
    return dataSource;
  };
  afterEach(async () => {
    for (const dataSource of opened.splice(0)) await dataSource.destroy();
  });

  it('keeps every kind of column exactly', async () => {
    const dataSource = await fresh();
    const notes = 'x'.repeat(70_000);
    const saved = thing('a', 'Äpp', {
      notes,
      active: false,
      count: 7,
      bytes: 2 ** 52 + 1,
      labels: { team: ['a', 'b'] },
    });
    await dataSource.manager.insert(ThingEntity, saved);
    expect(await dataSource.manager.findOneBy(ThingEntity, { id: 'a' })).toEqual(saved);
  });

  it('has no drift between entities and migrations', async () => {
    const dataSource = await fresh();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('compares names byte by byte', async () => {
    const dataSource = await fresh();
    const names = ['app', 'App', 'äpp', 'Äpp'];
    await dataSource.manager.insert(
      ThingEntity,
      names.map((name) => thing(name, name)),
    );
    expect(await dataSource.manager.countBy(ThingEntity, { name: 'app' })).toBe(1);
    expect(await dataSource.manager.count(ThingEntity)).toBe(4);
  });

  it('isolates transactions: what one rolls back is not another one’s', async () => {
    const dataSource = await fresh();
    const transactions = new TransactionRunner(dataSource);
    const fails = transactions.run(async (manager) => {
      await manager.insert(ThingEntity, thing('rolled-back', 'a'));
      await manager.findOneBy(ThingEntity, { id: 'rolled-back' });
      throw new Error('rolled back');
    });
    const works = transactions.run(async (manager) => {
      await manager.insert(ThingEntity, thing('committed', 'b'));
    });
    const plain = dataSource.manager.insert(ThingEntity, thing('plain', 'c'));
    const outcomes = await Promise.allSettled([fails, works, plain]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    const found = await dataSource.manager.find(ThingEntity, { order: { id: 'ASC' } });
    expect(found.map(({ id }) => id)).toEqual(['committed', 'plain']);
  });

  it('nests a transaction', async () => {
    const dataSource = await fresh();
    await dataSource.transaction(async (outer) => {
      await outer.insert(ThingEntity, thing('outer', 'a'));
      const inner = outer.transaction(async (manager) => {
        await manager.insert(ThingEntity, thing('inner', 'b'));
        throw new Error('inner');
      });
      await expect(inner).rejects.toThrow('inner');
    });
    expect((await dataSource.manager.find(ThingEntity)).map(({ id }) => id)).toEqual(['outer']);
  });

  it('reads outside a transaction without waiting for one, and sees only what is committed', async () => {
    const dataSource = await fresh();
    await dataSource.transaction(async (manager) => {
      await manager.insert(ThingEntity, thing('a', 'a'));
      expect(await dataSource.manager.count(ThingEntity)).toBe(0);
    });
    expect(await dataSource.manager.count(ThingEntity)).toBe(1);
  });

  it('loses no update of concurrent transactions that lock what they read', async () => {
    const dataSource = await fresh();
    const transactions = new TransactionRunner(dataSource);
    await dataSource.manager.insert(ThingEntity, thing('a', 'a'));
    const raise = () =>
      transactions.run(async (manager) => {
        await manager.increment(ThingEntity, { id: 'a' }, 'count', 1);
        await manager.findOneByOrFail(ThingEntity, { id: 'a' });
      });
    await Promise.all(Array.from({ length: 40 }, raise));
    expect((await dataSource.manager.findOneByOrFail(ThingEntity, { id: 'a' })).count).toBe(40);
  });

  it('knows a unique violation', async () => {
    const dataSource = await fresh();
    await dataSource.manager.insert(ThingEntity, thing('a', 'a'));
    const failure: unknown = await dataSource.manager
      .insert(ThingEntity, thing('a', 'b'))
      .catch((error: unknown) => error);
    expect(isUniqueViolation(failure)).toBe(true);
    expect(isUniqueViolation(new Error('other'))).toBe(false);
  });

  it('migrates once, and finds its data again', async () => {
    const url = freshUrl[kind]();
    const first = await open(url);
    await first.manager.insert(ThingEntity, thing('a', 'a'));
    await first.destroy();
    const second = await fresh(url);
    expect(await second.manager.count(ThingEntity)).toBe(1);
  });
});

describe('SQLite alone', () => {
  it('names the mistake of a write that waits for its own transaction', async () => {
    const dataSource = await open(freshUrl.SQLite(), 50);
    const transaction = dataSource.transaction(async (manager) => {
      await manager.insert(ThingEntity, thing('a', 'a'));
      await dataSource.manager.insert(ThingEntity, thing('b', 'b'));
    });
    await expect(transaction).rejects.toThrow(/waits for itself/);
    expect(await dataSource.manager.count(ThingEntity)).toBe(0);
    await dataSource.destroy();
  });

  it('syncs every commit where it is told to', async () => {
    const options = { entities: [], migrations: [], logger: testLogger().logger };
    const full = await openDataSource({ url: freshUrl.SQLite(), durability: 'full', ...options });
    expect(await full.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await full.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    await full.destroy();
  });
});

describe.skipIf(!withMariaDb)('MariaDB alone', () => {
  it('runs a transaction again that the database ended for a deadlock', async () => {
    const dataSource = await open(freshUrl.MariaDB());
    await dataSource.manager.insert(ThingEntity, [thing('a', 'a'), thing('b', 'b')]);
    const transactions = new TransactionRunner(dataSource);
    let attempts = 0;
    let arrive: () => void = () => undefined;
    let arrived = 0;
    const both = new Promise<void>((resolve) => {
      arrive = () => {
        arrived += 1;
        if (arrived === 2) resolve();
      };
    });
    const raise = (first: string, second: string) =>
      transactions.run(async (manager) => {
        attempts += 1;
        await manager.increment(ThingEntity, { id: first }, 'count', 1);
        arrive();
        await both;
        await manager.increment(ThingEntity, { id: second }, 'count', 1);
      });
    await Promise.all([raise('a', 'b'), raise('b', 'a')]);
    expect(attempts).toBe(3);
    const counts = (await dataSource.manager.find(ThingEntity)).map(({ count }) => count);
    expect(counts).toEqual([2, 2]);
    await dataSource.destroy();
  });

  it('lets only one of several replicas migrate', async () => {
    const url = freshUrl.MariaDB();
    const replicas = await Promise.all([open(url), open(url), open(url)]);
    const rows: unknown[] = await replicas[0].query('SELECT * FROM migrations');
    expect(rows).toHaveLength(1);
    for (const replica of replicas) await replica.destroy();
  });

  it('refuses a URL whose scheme is not the server’s', async () => {
    const url = freshUrl.MariaDB().replace('mariadb:', 'mysql:');
    await expect(open(url)).rejects.toMatchObject({ problems: [{ name: 'TEST_DATABASE_URL' }] });
  });
});
