import { ChangeLog } from '@spectacles/change-log/store';
import { newId, openDataSource } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityEntities } from '../database/entities.js';
import { identityMigrations } from '../database/migrations.js';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { TypeOrmIdentityStore } from '../typeorm-identity-store.js';
import { REFRESH_TOKEN_MS } from './refresh-revocation.js';
import { RevocationSweep } from './revocation-sweep.js';

const { logger } = testLogger();

describe.each(databaseKinds)('ended refresh tokens on %s', (kind) => {
  let databases: DatabaseMaker;
  let dataSource: DataSource;
  let store: TypeOrmIdentityStore;
  const clock = new ManualClock();

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    const url = databases.make();
    const [entities, migrations] = [identityEntities, identityMigrations];
    dataSource = await openDataSource({ url, entities, migrations, durability: 'full', logger });
    store = new TypeOrmIdentityStore(dataSource, new ChangeLog({ dataSource, doorbell: () => undefined }), clock);
  });
  afterEach(() => dataSource.destroy());

  it('are forgotten when they would have ended by themselves, and the replicas are told', async () => {
    const soon = { id: newId(clock), userId: newId(clock), expiresAt: new Date(clock.now().getTime() + 1000) };
    const later = { ...soon, id: newId(clock), expiresAt: new Date(clock.now().getTime() + 2000) };
    await store.now.refreshRevocations.add(soon);
    await store.now.refreshRevocations.add(later);
    const sweep = new RevocationSweep(store, clock, logger);
    const head = await store.head();
    expect(await sweep.sweep()).toBe(0);
    expect(await store.head()).toBe(head);
    clock.advance(1000);
    expect(await sweep.sweep()).toBe(1);
    expect(await store.head()).toBe(head + 1);
    expect(await store.now.refreshRevocations.pageById('', 10)).toEqual([later]);
  });

  it('leave no trace of when all of them were ended, once none of those can live', async () => {
    const userId = newId(clock);
    await store.now.refreshRevocations.cutOff(userId, clock.now());
    const sweep = new RevocationSweep(store, clock, logger);
    clock.advance(REFRESH_TOKEN_MS - 1);
    await sweep.sweep();
    expect(await store.now.refreshRevocations.cutOffAt(userId)).not.toBeNull();
    clock.advance(1);
    await sweep.sweep();
    expect(await store.now.refreshRevocations.cutOffAt(userId)).toBeNull();
  });
});
