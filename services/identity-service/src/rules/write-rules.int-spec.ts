import { ChangeLog } from '@spectacles/change-log/store';
import type { RuleBody } from '@spectacles/contracts';
import { newId, openDataSource } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityEntities } from '../database/entities.js';
import { identityMigrations } from '../database/migrations.js';
import type { IdentityStore } from '../store/identity-store.js';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { TypeOrmIdentityStore } from '../typeorm-identity-store.js';
import { removeRules, writeRules } from './write-rules.js';

describe.each(databaseKinds)('rules on %s', (kind) => {
  const clock = new ManualClock();
  const registryId = newId(clock);
  let databases: DatabaseMaker;
  let dataSource: DataSource;
  let store: IdentityStore;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    dataSource = await openDataSource({
      ...{ url: databases.make(), entities: identityEntities, migrations: identityMigrations },
      ...{ durability: 'full', logger: testLogger().logger },
    });
    store = new TypeOrmIdentityStore(dataSource, new ChangeLog({ dataSource, doorbell: () => undefined }), clock);
  });
  afterEach(() => dataSource.destroy());

  const rule = (name: string): RuleBody => ({
    match: { name, labels: { team: 'Grün 😀' } },
    actions: ['pull'],
    anchored: true,
    comment: 'é'.repeat(1000),
  });
  const write = (rules: readonly RuleBody[], rulesOnly = false) =>
    store.change((transaction) =>
      writeRules(transaction, registryId, { body: { rulesOnly, rules: [...rules] }, clock }),
    );
  const names = async () => (await store.now.rules.ofRegistry(registryId)).map(({ match }) => match.name);

  it('are kept as they were given, in their order', async () => {
    const { value } = await write([rule('b'), rule('a')], true);
    expect((await store.now.rules.ofRegistry(registryId)).map((kept) => ({ ...kept }))).toEqual(value.rules);
    expect(await store.now.rules.list(registryId)).toMatchObject({ rulesOnly: true, version: 1 });
    expect(value.changes.map(({ field }) => field)).toEqual(['rulesOnly', 'rules/0', 'rules/1']);
  });

  it('keep their ids where they are moved, and say nothing where nothing changes', async () => {
    const before = (await write([rule('a'), rule('b'), rule('c')])).value.rules;
    const moved = (await write([rule('c'), rule('a'), rule('b')])).value.rules;
    expect(moved.map(({ id }) => id)).toEqual([before[2]?.id, before[0]?.id, before[1]?.id]);
    expect(await names()).toEqual(['c', 'a', 'b']);
    expect((await write([rule('c'), rule('a'), rule('b')])).n).toBe(2);
  });

  it('may be many, and go all at once', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => ({ ...rule(`n${String(index)}`), comment: '' }));
    await write(many);
    expect(await names()).toEqual(many.map(({ match }) => match.name));
    await store.change((transaction) => removeRules(transaction, registryId));
    expect(await names()).toEqual([]);
    expect(await store.now.rules.list(registryId)).toBeNull();
  });
});
