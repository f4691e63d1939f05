import type { LogRow } from '@spectacles/contracts';
import { openDataSource } from '@spectacles/platform';
import { requireProgram, type RunningMariaDb, startMariaDb, TemporaryDirectory, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CreateItem1700000000003, ItemEntity, put } from '../log.fixture.js';
import { ChangeLog, changeLogMigrations, LogCounterEntity, LogRowEntity } from './index.js';

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

const freshUrl = {
  SQLite: () => `sqlite:${directory.join(`${String(++sequence)}.db`)}`,
  MariaDB: () => server?.url(`logs_${String(++sequence)}`) ?? '',
};
const kinds = withMariaDb ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

describe.each(kinds)('a transaction that writes to two logs (%s)', (kind) => {
  let dataSource: DataSource;
  let log: ChangeLog;
  let heard: string[];

  beforeEach(async () => {
    dataSource = await openDataSource({
      url: freshUrl[kind](),
      entities: [ItemEntity, LogCounterEntity, LogRowEntity],
      migrations: [CreateItem1700000000003, ...changeLogMigrations],
      durability: 'normal',
      logger: testLogger().logger,
    });
    heard = [];
    log = new ChangeLog({ dataSource, doorbell: (name, n) => heard.push(`${name} ${String(n)}`) });
  });
  afterEach(() => dataSource.destroy());

  const change = { kind: 'change', key: 'x', state: {} };
  const toFirst = () =>
    log.run('first', async ({ manager, append }) => {
      await put(manager, 'a', 1);
      append({ kind: 'item', key: 'a', state: { value: 1 } });
    });
  const toBoth = (fails = false) =>
    log.run('first', async ({ manager, append, appendTo }) => {
      await put(manager, 'a', 1);
      append({ kind: 'item', key: 'a', state: { value: 1 } });
      appendTo('second', change);
      if (fails) throw new Error('broken');
    });
  const toSecond = () =>
    log.run('first', async ({ manager, appendTo }) => {
      await put(manager, 'b', 1);
      appendTo('second', change);
    });
  async function rowsOf(name: string): Promise<readonly LogRow[]> {
    const page = await log.readLog(name, { after: { n: 0, id: '' }, skip: 0, limit: 100 });
    return page.outcome === 'rows' ? page.rows : [];
  }

  it('commits both or neither, and rings both', async () => {
    await expect(toBoth(true)).rejects.toThrow('broken');
    expect(await log.head('second')).toEqual({ n: 0, id: '' });
    await toBoth();
    expect(heard).toEqual(['first 1', 'second 1']);
    const [row] = await rowsOf('second');
    expect(row).toMatchObject({ n: 1, kind: 'change', last: true });
    expect(await log.head('second')).toEqual({ n: 1, id: row?.id });
  });

  it('keeps the number of the first where only the second grows', async () => {
    await toFirst();
    const before = await log.head('first');
    expect((await toSecond()).n).toBe(1);
    expect(heard).toEqual(['first 1', 'second 1']);
    expect(await log.head('first')).toEqual(before);
    expect(await dataSource.manager.findOneBy(ItemEntity, { key: 'b' })).toMatchObject({ value: 1 });
    expect((await toFirst()).n).toBe(2);
  });

  it('keeps it also before the first commit of the first', async () => {
    await toSecond();
    expect(await log.head('first')).toEqual({ n: 0, id: '' });
    expect((await toFirst()).n).toBe(1);
  });

  it('leaves no gap in either where many write at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? toSecond() : toBoth())));
    expect((await rowsOf('first')).map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect((await rowsOf('second')).map(({ n }) => n)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });
});
