import { ChangeLog } from '@spectacles/change-log/store';
import { openDataSource } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentityStore } from '../store/identity-store.js';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { TypeOrmIdentityStore } from '../typeorm-identity-store.js';
import { identityEntities } from './entities.js';
import { identityMigrations } from './migrations.js';

describe.each(databaseKinds)('%s', (kind) => {
  let databases: DatabaseMaker;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());

  const clock = new ManualClock();
  const open = (url: string): Promise<DataSource> =>
    openDataSource({
      url,
      entities: identityEntities,
      migrations: identityMigrations,
      durability: 'full',
      logger: testLogger().logger,
    });
  const storeOn = (dataSource: DataSource): IdentityStore =>
    new TypeOrmIdentityStore(dataSource, new ChangeLog({ dataSource, doorbell: () => undefined }), clock);
  describe('the schema', () => {
    it('is what the entities say: nothing drifts', async () => {
      const dataSource = await open(databases.make());
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
      await dataSource.destroy();
    });

    it('is brought up to date once, also when it is opened again', async () => {
      const url = databases.make();
      await (await open(url)).destroy();
      const dataSource = await open(url);
      expect(await dataSource.runMigrations()).toEqual([]);
      await dataSource.destroy();
    });
  });

  it('takes over the rows of the version before', async () => {
    const url = databases.make();
    const former = identityMigrations.filter((migration) => !/176370\d+$/.test(new migration().name ?? ''));
    const before = await openDataSource({
      url,
      entities: [],
      migrations: former,
      durability: 'full',
      logger: testLogger().logger,
    });
    const at = '2026-01-02 03:04:05.678';
    await before.query(
      `INSERT INTO users (id, username, display_name, administrator, status, source, credential_version, created_at, version)
       VALUES ('u', 'alice', '', 1, 'active', 'local', 1, '${at}', 1)`,
    );
    await before.query(
      `INSERT INTO registries (id, name, url, public_host, service, issuer, kind, refuse_anonymous, header_mode, pull_token_seconds, push_token_seconds, created_at, version)
       VALUES ('r', 'main', 'http://r', 'r', 'main', 'i', 'zot', 0, 'x5c', 300, 900, '${at}', 1)`,
    );
    await before.query(
      `INSERT INTO namespaces (id, registry_id, path, owner_id, description, created_at, version)
       VALUES ('n', 'r', 'team', 'u', '', '${at}', 1)`,
    );
    await before.query(
      `INSERT INTO grants (id, registry_id, namespace_id, place, principal, granted, created_at, version)
       VALUES ('g', 'r', 'n', 'n', 'user:u', 'READ', '${at}', 1)`,
    );
    await before.destroy();
    const dataSource = await open(url);
    const { now } = storeOn(dataSource);
    expect(await now.users.byId('u')).toMatchObject({ username: 'alice', labels: {}, refreshRevokedBelow: 0 });
    expect(await now.registries.byId('r')).toMatchObject({ createOnPush: [], personalNamespaces: false });
    expect(await now.namespaces.byId('n')).toMatchObject({ owner: { kind: 'user', id: 'u' } });
    expect(await now.grants.byId('g')).toMatchObject({ right: 'READ', verbs: null, pattern: null });
    await dataSource.destroy();
  });
});
