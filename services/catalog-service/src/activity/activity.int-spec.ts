import { CompiledPolicy, type Principal } from '@spectacles/access-control';
import { ActivityQuery, ActivityView, type ActivityEntry, type LogCursor, type LogRow } from '@spectacles/contracts';
import { newId, type MessageClient } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { change } from '../test-support/records.js';
import {
  databaseKinds,
  namespaceRow,
  openTestDatabase,
  registryRow,
  testPlaces,
  userRow,
} from '../test-support/test-catalog.js';
import { ActivityFollower } from './activity-follower.js';
import { ActivityService } from './activity.service.js';
import { TypeOrmActivityRepository } from './typeorm-activity.repository.js';

/** The log at its owner. */
class OwnersLog {
  rows: LogRow[] = [];
  generation = 1;

  commit(entry: ActivityEntry): void {
    const n = this.rows.length + 1;
    const id = `${String(this.generation)}-${String(n)}`;
    this.rows.push({ n, id, kind: 'activity', key: entry.id, state: JSON.stringify(entry), last: true });
  }

  restore(): void {
    this.generation += 1;
    this.rows = this.rows.map((row) => ({ ...row, id: `${String(this.generation)}-${String(row.n)}` }));
  }

  trim(count: number): void {
    this.rows = this.rows.slice(count);
  }

  read({ after }: { readonly after: LogCursor | null }) {
    const last = this.rows.at(-1);
    const head = { n: last?.n ?? 0, id: last?.id ?? '' };
    const [oldest] = this.rows;
    const beginning = oldest === undefined || oldest.n === 1 ? { n: 0, id: '' } : { n: oldest.n, id: oldest.id };
    const isKnown =
      after !== null &&
      ((after.n === 0 && beginning.n === 0) || this.rows.some(({ n, id }) => n === after.n && id === after.id));
    if (!isKnown) return { outcome: 'snapshot', head: beginning };
    return { outcome: 'rows', head, rows: this.rows.filter(({ n }) => n > after.n) };
  }
}

describe.each(databaseKinds)('activity (%s)', (kind) => {
  let database: CatalogDatabase;
  let close: () => Promise<void>;
  let clock: ManualClock;
  let owner: OwnersLog;
  let service: ActivityService;
  let policy: CompiledPolicy;
  let ids: Record<'registry' | 'ada' | 'bob' | 'carl' | 'team', string>;
  const followers: ActivityFollower[] = [];
  const person = (userId: string): Principal => ({ kind: 'user', userId });

  beforeAll(async () => {
    ({ database, close } = await openTestDatabase(kind));
  });
  afterAll(async () => {
    await close();
  });
  afterEach(async () => {
    for (const follower of followers.splice(0)) await follower.onApplicationShutdown();
  });
  beforeEach(async () => {
    for (const table of ['activity', 'log_cursors'])
      await database.transactions.run((manager) => manager.query(`DELETE FROM ${table}`));
    clock = new ManualClock();
    owner = new OwnersLog();
    const id = () => newId(clock);
    ids = { registry: id(), ada: id(), bob: id(), carl: id(), team: id() };
    policy = CompiledPolicy.empty();
    policy.apply([
      registryRow(ids.registry),
      userRow(ids.ada, true),
      userRow(ids.bob, false),
      userRow(ids.carl, false),
      namespaceRow(ids.team, ids.registry, 'team', ids.bob),
    ]);
    const view = { policy, atLeast: () => Promise.resolve() };
    service = new ActivityService(new TypeOrmActivityRepository(database), view, testPlaces);
  });

  /** A start of the catalog: everything there is has been read. */
  async function start(): Promise<ActivityFollower> {
    const messages = { request: (_contract: unknown, asked: never) => Promise.resolve(owner.read(asked)) };
    const activity = new TypeOrmActivityRepository(database);
    const { logger } = testLogger();
    const follower = new ActivityFollower({ activity, messages: messages as unknown as MessageClient, clock, logger });
    followers.push(follower);
    await follower.onModuleInit();
    return follower;
  }
  async function actions(principal: Principal, query: Record<string, string> = {}): Promise<string[]> {
    const page = await service.list(principal, ActivityQuery.parse(query));
    return page.items.map((row) => ActivityView.parse(row).action);
  }
  const by = (id: string) => ({ kind: 'user', id, name: 'Somebody' }) as const;

  it('follows the log from its first row, and goes on where it stood', async () => {
    owner.commit(change(clock, { action: 'user.create' }));
    await start();
    clock.advance(1000);
    owner.commit(change(clock, { action: 'user.change' }));
    await start();
    expect(await actions(person(ids.ada))).toEqual(['user.change', 'user.create']);
  });

  it('goes on with a log that was restored, and says that something may be missing', async () => {
    owner.commit(change(clock, { action: 'user.create' }));
    await start();
    owner.restore();
    clock.advance(500);
    owner.commit(change(clock, { action: 'user.delete' }));
    clock.advance(1000);
    const follower = await start();
    clock.advance(1000);
    owner.commit(change(clock, { action: 'user.change' }));
    await follower.onApplicationShutdown();
    await start();
    expect(await actions(person(ids.ada))).toEqual(['user.change', 'activity.gap', 'user.delete', 'user.create']);
    expect(await actions(person(ids.bob))).toEqual([]);
  });

  it('that was behind a log which was trimmed takes what is left of it, and says that something is missing', async () => {
    for (const action of ['user.create', 'group.create', 'grant.create', 'token.create']) {
      owner.commit(change(clock, { action }));
      clock.advance(1);
    }
    const late = owner.rows.splice(1);
    await start();
    owner.rows.push(...late);
    owner.trim(2);
    await start();
    expect(await actions(person(ids.ada))).toEqual(['activity.gap', 'token.create', 'user.create']);
    clock.advance(1);
    await start();
    expect(await actions(person(ids.ada))).toHaveLength(3);
  });

  it('that begins with a log which was trimmed says so, also when it is ended on the way', async () => {
    for (const action of ['user.create', 'group.create', 'grant.create', 'token.create']) {
      owner.commit(change(clock, { action }));
      clock.advance(1);
    }
    owner.trim(1);
    const add = vi.spyOn(TypeOrmActivityRepository.prototype, 'take');
    add.mockImplementationOnce(() => Promise.reject(new Error('the process ends')));
    await start();
    add.mockRestore();
    expect(await actions(person(ids.ada))).toEqual(['activity.gap']);
    await start();
    expect(await actions(person(ids.ada))).toEqual(['activity.gap', 'activity.gap', 'token.create', 'grant.create']);
  });

  it('SEC-E08 shows managers what concerns their namespaces, and everybody what they did', async () => {
    owner.commit(change(clock, { action: 'grant.create', actor: by(ids.ada), namespaceId: ids.team }));
    clock.advance(1);
    owner.commit(change(clock, { action: 'user.create', actor: by(ids.ada) }));
    clock.advance(1);
    owner.commit(change(clock, { action: 'token.create', actor: by(ids.carl) }));
    await start();
    expect(await actions(person(ids.ada))).toEqual(['token.create', 'user.create', 'grant.create']);
    expect(await actions(person(ids.bob))).toEqual(['grant.create']);
    expect(await actions(person(ids.carl))).toEqual(['token.create']);
    expect(await actions(person(ids.carl), { namespaceId: ids.team })).toEqual([]);
    expect(await actions(person(ids.bob), { actorId: ids.carl })).toEqual([]);
    policy.apply([namespaceRow(ids.team, ids.registry, 'team', ids.carl)]);
    expect(await actions(person(ids.bob))).toEqual([]);
  });

  it('filters, and pages without a gap', async () => {
    const object = { kind: 'robot', id: 'r1', name: 'team+CI' };
    for (const action of ['robot.create', 'robot.rotate', 'robots.other', 'grant.create']) {
      clock.advance(1);
      owner.commit(change(clock, { action, object, address: action === 'grant.create' ? '203.0.113.1' : '::1' }));
    }
    await start();
    const ada = person(ids.ada);
    expect(await actions(ada, { action: 'robot' })).toEqual(['robot.rotate', 'robot.create']);
    expect(await actions(ada, { action: 'robot.rotate' })).toEqual(['robot.rotate']);
    expect(await actions(ada, { q: 'TEAM+ci', address: '203.0.113.1' })).toEqual(['grant.create']);
    expect(await actions(ada, { q: '%' })).toEqual([]);
    expect(await actions(ada, { until: '2026-01-02T03:04:05.679Z' })).toEqual(['robot.create']);
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.list(ada, { limit: 1, cursor });
      walked.push(...page.items.map(({ action }) => action));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(walked).toEqual(['grant.create', 'robots.other', 'robot.rotate', 'robot.create']);
  });
});
