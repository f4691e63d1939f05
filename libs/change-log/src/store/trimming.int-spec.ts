import type { LogCursor } from '@spectacles/contracts';
import { openDataSource } from '@spectacles/platform';
import { requireProgram, type RunningMariaDb, startMariaDb, TemporaryDirectory, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChangeLog, changeLogMigrations, LogCounterEntity, LogRowEntity } from './index.js';

const withMariaDb = requireProgram('mariadbd', 'mariadb-install-db');
const directory = new TemporaryDirectory();
const kinds = withMariaDb ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);
let server: RunningMariaDb | null = null;

beforeAll(async () => {
  if (withMariaDb) server = await startMariaDb();
});
afterAll(async () => {
  await server?.stop();
  directory.remove();
});

describe.each(kinds)('a log that is trimmed (%s)', (kind) => {
  let dataSource: DataSource;
  let log: ChangeLog;

  beforeEach(async () => {
    const url = kind === 'SQLite' ? `sqlite:${directory.join('trimmed.db')}` : (server?.url('trimmed') ?? '');
    const entities = [LogCounterEntity, LogRowEntity];
    const { logger } = testLogger();
    dataSource = await openDataSource({ url, entities, migrations: changeLogMigrations, durability: 'normal', logger });
    log = new ChangeLog({ dataSource, doorbell: () => undefined });
  });
  afterEach(() => dataSource.destroy());

  const write = () =>
    log.run('events', ({ append }) => {
      for (const key of ['a', 'b']) append({ kind: 'event', key, state: {} });
      return Promise.resolve();
    });
  const read = (after: LogCursor | null) => log.readLog('events', { after, skip: 0, limit: 100 });
  const beginning = { n: 0, id: '' };

  it('loses whole commits, never the newest, and tells whoever stands further back', async () => {
    expect(await read(beginning)).toEqual({ outcome: 'rows', rows: [], head: beginning });
    for (let index = 1; index <= 5; index += 1) await write();
    const all = await log.oldest('events', 100);
    const cursors = [1, 2, 3, 4, 5].map((n) => ({ n, id: all.find((row) => row.n === n)?.id ?? '' }));
    expect(all.map(({ n }) => n)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(await read(beginning)).toMatchObject({ outcome: 'rows', rows: all });
    await log.trim('events', 3);
    expect(await log.oldest('events', 3)).toEqual(all.slice(4, 7));
    for (const lost of [beginning, ...cursors.slice(0, 2)])
      expect(await read(lost)).toEqual({ outcome: 'snapshot', head: cursors[4] });
    expect(await read(cursors[2] ?? null)).toMatchObject({ outcome: 'rows', rows: all.slice(6) });
    await log.trim('events', 1000);
    expect(await log.oldest('events', 100)).toEqual(all.slice(8));
    expect((await write()).n).toBe(6);
    await log.trim('another', 1000);
    expect(await log.oldest('events', 100)).toHaveLength(4);
  });
});
