import { openDataSource } from '@spectacles/platform';
import { requireProgram, startMariaDb, TemporaryDirectory, testLogger, type RunningMariaDb } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogEntities } from './entities.js';
import { catalogMigrations } from './migrations/index.js';

const databases = requireProgram('mariadbd') ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

describe.each(databases)('the schema of the catalog (%s)', (database) => {
  const directory = new TemporaryDirectory();
  let server: RunningMariaDb | null = null;
  let dataSource: DataSource;

  beforeAll(async () => {
    if (database === 'MariaDB') server = await startMariaDb();
    dataSource = await openDataSource({
      url: server?.url('catalog') ?? `sqlite:${directory.join('catalog.db')}`,
      entities: catalogEntities,
      migrations: catalogMigrations,
      durability: 'normal',
      logger: testLogger().logger,
    });
  });
  afterAll(async () => {
    await dataSource.destroy();
    await server?.stop();
    directory.remove();
  });

  it('is what the entities say', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map((query) => query.query)).toEqual([]);
  });
});
