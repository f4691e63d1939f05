import { ChangeLog } from '@spectacles/change-log/store';
import type { LogCursor } from '@spectacles/contracts';
import { openDataSource } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityEntities } from '../database/entities.js';
import { identityMigrations } from '../database/migrations.js';
import { readInstallationSettings, writeInstallationSettings } from '../settings/settings.js';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { TypeOrmIdentityStore } from '../typeorm-identity-store.js';
import { ActivityLog } from './activity-log.service.js';
import { ActivityTrim } from './activity-trim.js';

const { logger } = testLogger();
const BEGINNING: LogCursor = { n: 0, id: '' };
const DAY_SECONDS = 86_400;

describe.each(databaseKinds)('the log of activity, trimmed, on %s', (kind) => {
  let databases: DatabaseMaker;
  let dataSource: DataSource;
  let clock: ManualClock;
  let store: TypeOrmIdentityStore;
  let log: ActivityLog;
  let trim: ActivityTrim;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    clock = new ManualClock();
    const [entities, migrations] = [identityEntities, identityMigrations];
    dataSource = await openDataSource({ url: databases.make(), entities, migrations, durability: 'full', logger });
    const changes = new ChangeLog({ dataSource, doorbell: () => undefined });
    store = new TypeOrmIdentityStore(dataSource, changes, clock);
    log = new ActivityLog(changes);
    trim = new ActivityTrim(log, store, clock, logger);
  });
  afterEach(() => dataSource.destroy());

  async function change(times: number): Promise<void> {
    const object = { kind: 'user', id: 'u1', name: 'somebody' };
    for (let index = 0; index < times; index += 1)
      await store.change((transaction) => {
        transaction.record({ action: 'user.change', object });
        return Promise.resolve();
      });
  }
  const read = (after: LogCursor | null) => log.read({ after, skip: 0, limit: 1000 });
  async function rowsAfter(after: LogCursor | undefined): Promise<LogCursor[]> {
    const page = await read(after ?? null);
    return page.outcome === 'rows' ? page.rows.map(({ n, id }) => ({ n, id })) : [];
  }
  const kept = async () => (await log.oldest(2000)).map(({ n }) => n);

  it('keeps what its reader does not have, and what is younger than two weeks', async () => {
    await change(4);
    const [, second, third, last] = await rowsAfter(BEGINNING);
    clock.advanceSeconds(13 * DAY_SECONDS);
    await rowsAfter(third);
    await trim.trim();
    expect(await kept()).toEqual([1, 2, 3, 4]);
    clock.advanceSeconds(2 * DAY_SECONDS);
    await change(1);
    await trim.trim();
    expect(await kept()).toEqual([4, 5]);
    expect(await rowsAfter(last)).toMatchObject([{ n: 5 }]);
    // Whoever stands further back hears so, and where it can go on.
    for (const lost of [BEGINNING, second ?? null, null])
      expect(await read(lost)).toEqual({ outcome: 'snapshot', head: last });
  });

  it('forgets what nobody is shown any more, whoever has it', async () => {
    const settings = await readInstallationSettings(store.now);
    await writeInstallationSettings(store.now, { ...settings, activityRetentionDays: 30 });
    await change(2);
    clock.advanceSeconds(29 * DAY_SECONDS);
    await change(2);
    await trim.trim();
    expect(await kept()).toEqual([1, 2, 3, 4]);
    clock.advanceSeconds(2 * DAY_SECONDS);
    await trim.trim();
    expect(await kept()).toEqual([3, 4]);
  });

  it('is trimmed in slices, never to nothing, and keeps its numbers', async () => {
    await change(1100);
    clock.advanceSeconds(400 * DAY_SECONDS);
    await trim.trim();
    expect(await kept()).toEqual([1100]);
    const [last] = await log.oldest(1);
    await change(1);
    expect(await rowsAfter(last)).toMatchObject([{ n: 1101 }]);
    expect(await store.head()).toBe(0);
  });
});
