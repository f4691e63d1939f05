import { newId } from '@spectacles/platform';
import { ManualClock } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogDatabase } from '../database/catalog-database.js';
import {
  AddDecisionsSecond1763750000003,
  AddDecisionsTop1763750000002,
} from '../database/migrations/0005-decision-places.js';
import type { SqlCondition } from '../database/sql.js';
import { afterConditions, newestOf } from '../lists/record-page.js';
import { decision, pullOf } from '../test-support/records.js';
import { databaseKinds, openTestDatabase } from '../test-support/test-catalog.js';
import { withinNamespace } from './name-places.js';
import { TypeOrmDecisionRepository } from './typeorm-decision.repository.js';

const ODD = ['app', 'a/b', 'a/b/c', 'a/b/c/d', 'ä/é/ü', '/', '//', 'a//b', `${'x'.repeat(256)}/y/z`];
const LONG = `${'y'.repeat(200)}/${'z'.repeat(60)}/q`;

describe.each(databaseKinds)('the log of a namespace (%s)', (kind) => {
  let database: CatalogDatabase;
  let close: () => Promise<void>;
  let repository: TypeOrmDecisionRepository;
  const clock = new ManualClock();
  const [registryId, quiet] = [newId(clock), newId(clock)];

  beforeAll(async () => {
    ({ database, close } = await openTestDatabase(kind));
    repository = new TypeOrmDecisionRepository(database, clock);
    const records = Array.from({ length: 3000 }, (_, index) => {
      clock.advance(20_000);
      const name = `busy/${String(index % 7)}/deep/app${String(index % 100)}`;
      return decision(clock, { registryId, scopes: [pullOf(index % 3 === 0 ? `other/${name}` : name)] });
    });
    const others = ODD.map((name) => decision(clock, { registryId: quiet, scopes: [pullOf(name)] }));
    const spool = newId(clock);
    for (let first = 0; first < records.length; first += 1000)
      await repository.append(spool, first + 1, records.slice(first, first + 1000));
    await repository.append(spool, records.length + 1, [
      ...others,
      decision(clock, { registryId: quiet, scopes: [pullOf(LONG)] }),
    ]);
  });
  afterAll(() => close());

  const page = (condition: SqlCondition, limit: number, after: { at: number; id: string } | null = null) =>
    repository.page({ anyOf: [condition], filter: { sql: '1 = 1', values: [] }, after, limit });
  async function planOf(condition: SqlCondition): Promise<string> {
    const after = afterConditions({ at: clock.now().getTime() - 1_000_000, id: newId(clock) });
    const { sql, values } = newestOf('decisions', '*', [condition, ...after]);
    const explain = kind === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    return JSON.stringify(await database.read(`${explain} ${sql}`, [...values, 200]));
  }

  it.each([
    ['busy', 'decisions_top'],
    ['busy/3', 'decisions_second'],
    ['busy/3/deep', 'decisions_second'],
    ['other/busy', 'decisions_second'],
  ])('of %s is read along an index, in its order, and nothing is sorted', async (path, index) => {
    const plan = await planOf(withinNamespace(registryId, path));
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/TEMP B-TREE|filesort|temporary/i);
  });

  it.each([
    ['busy', 2000],
    ['busy/3', 286],
    ['busy/3/deep', 286],
    ['busy/3/deeper', 0],
    ['busy/3/dee', 0],
    ['bus', 0],
    ['other/busy', 1000],
  ])('of %s has all of its %i rows, page by page', async (path, count) => {
    const condition = withinNamespace(registryId, path);
    const found: string[] = [];
    for (let after = null as { at: number; id: string } | null; ;) {
      const rows = await page(condition, 150, after);
      found.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = { at: Date.parse(last.at), id: last.id };
    }
    expect(found).toHaveLength(count);
    expect(new Set(found).size).toBe(count);
  });

  it.each([
    ['', ['app']],
    ['a', ['a//b', 'a/b', 'a/b/c', 'a/b/c/d']],
    ['a/b', ['a/b/c', 'a/b/c/d']],
    ['ä', ['ä/é/ü']],
    ['a/b/c', ['a/b/c/d']],
  ])('of "%s" has its names and no other', async (path, names) => {
    const rows = await page(withinNamespace(quiet, path), 100);
    expect(rows.map(({ scope }) => scope?.name ?? '').sort()).toEqual(names);
  });

  it('is found in rows that were there before the columns', async () => {
    const places = async () =>
      database.read('SELECT id, top, second FROM decisions WHERE registry_id = ? ORDER BY id', [quiet]);
    const before = await places();
    expect(before).toHaveLength(ODD.length + 1);
    await database.transactions.run(async (manager) => {
      await manager.query('UPDATE decisions SET top = NULL, second = NULL');
      const runner = manager.queryRunner;
      if (runner === undefined) throw new Error('There is no transaction.');
      for (const migration of [new AddDecisionsTop1763750000002(), new AddDecisionsSecond1763750000003()])
        await migration.up(runner);
    });
    expect(await places()).toEqual(before);
  });
});
