import { ChangeLog } from '@spectacles/change-log/store';
import { Metrics, openDataSource, parseSecretKeys, Sealer } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityEntities } from '../database/entities.js';
import { identityMigrations } from '../database/migrations.js';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { TypeOrmIdentityStore } from '../typeorm-identity-store.js';
import { PasswordThrottle } from './password-throttle.js';
import { ThrottleKeeper } from './throttle-keeper.js';

const { logger, lines } = testLogger();

describe.each(databaseKinds)('what the throttling keeps on %s', (kind) => {
  let databases: DatabaseMaker;
  let dataSource: DataSource;
  let store: TypeOrmIdentityStore;
  let clock: ManualClock;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    clock = new ManualClock();
    const [entities, migrations] = [identityEntities, identityMigrations];
    dataSource = await openDataSource({ url: databases.make(), entities, migrations, durability: 'full', logger });
    store = new TypeOrmIdentityStore(dataSource, new ChangeLog({ dataSource, doorbell: () => undefined }), clock);
  });
  afterEach(() => dataSource.destroy());

  /** A process: what it counts, and what keeps it. */
  async function start(secretKey = '0') {
    const throttle = new PasswordThrottle(clock, new Metrics());
    const sealer = new Sealer(parseSecretKeys(secretKey.repeat(64)));
    const keeper = new ThrottleKeeper(throttle, store, sealer, clock, logger);
    await keeper.onModuleInit();
    const check = (secret: string, address = '192.0.2.1') =>
      throttle
        .check({ account: 'alice', address, secret, version: '1' }, () => Promise.resolve(secret === 'right'))
        .catch((error: unknown) => (error as { code: string }).code);
    return { throttle, keeper, check };
  }
  const rows = () => dataSource.query<{ id: string; kind: string }[]>('SELECT * FROM throttle_places ORDER BY id');

  it('is the same after the process ended, as far as it was written', async () => {
    const first = await start();
    for (let index = 0; index < 9; index += 1) await first.check(`wrong ${String(index)}`);
    await first.keeper.save();
    await first.check('wrong 9');
    expect(await first.check('right')).toBe('TOO_MANY_ATTEMPTS');
    // kill -9 would lose what came after the last turn: one guess more.
    const killed = await start();
    expect(await killed.check('one more')).toBe(false);
    expect(await killed.check('right')).toBe('TOO_MANY_ATTEMPTS');
    await first.keeper.onModuleDestroy();
    await killed.keeper.onModuleDestroy();
    const next = await start();
    expect(await next.check('right')).toBe('TOO_MANY_ATTEMPTS');
    clock.advanceSeconds(3600);
    expect(await next.check('right')).toBe(true);
    await next.keeper.onModuleDestroy();
  });

  it('begins anew where the key that sealed it is gone, and keeps from then on', async () => {
    const first = await start();
    for (let index = 0; index < 10; index += 1) await first.check(`wrong ${String(index)}`);
    await first.keeper.onModuleDestroy();
    const second = await start('1');
    for (let index = 0; index < 10; index += 1) expect(await second.check(`wrong ${String(index)}`)).toBe(false);
    await second.keeper.onModuleDestroy();
    expect(await (await start('1')).check('right')).toBe('TOO_MANY_ATTEMPTS');
  });

  it('tells no name, no address and no secret', async () => {
    const { check, keeper } = await start();
    await check('a wrong secret');
    await check('right');
    await keeper.onModuleDestroy();
    const kept = await rows();
    expect(kept.map((row) => row.kind).toSorted()).toEqual(['failures', 'failures', 'failures', 'proven']);
    expect(JSON.stringify([kept, lines])).not.toMatch(/alice|192\.0|a wrong secret|"right"/);
  });

  it('is forgotten when it says nothing any more, and is bounded', async () => {
    const { check, keeper, throttle } = await start();
    for (let index = 0; index < 1200; index += 1)
      await check('wrong', `10.${String(index >> 8)}.${String(index & 255)}.1`);
    await check('right');
    await keeper.save();
    expect(await rows()).toHaveLength(500);
    while (throttle.takeChanged(1000).length > 0);
    await keeper.forget();
    expect(await rows()).toHaveLength(500);
    clock.advanceSeconds(2 * 3600 + 1);
    await keeper.forget();
    expect(await rows()).toEqual([]);
    await keeper.onModuleDestroy();
  });
});
