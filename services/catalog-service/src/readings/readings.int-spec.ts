import { CompiledPolicy, type PolicyRow } from '@spectacles/access-control';
import type { ImageRecord } from '@spectacles/contracts';
import { newId, openDataSource, TransactionRunner } from '@spectacles/platform';
import {
  ManualClock,
  requireProgram,
  startMariaDb,
  TemporaryDirectory,
  testLogger,
  type RunningMariaDb,
} from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FoundNamesService } from '../found-names/found-names.service.js';
import { TypeOrmFoundNameRepository } from '../found-names/typeorm-found-name.repository.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { TypeOrmRepositoryRepository } from '../repositories/typeorm-repository.repository.js';
import { CatalogDatabase } from '../store/catalog-database.js';
import { catalogEntities } from '../store/entities.js';
import { catalogMigrations } from '../store/migrations/index.js';
import { TagsService } from '../tags/tags.service.js';
import { TypeOrmTagRepository } from '../tags/typeorm-tag.repository.js';
import { ReadingsService } from './readings.service.js';
import { TypeOrmReadingRepository } from './typeorm-reading.repository.js';

const databases = requireProgram('mariadbd') ? (['SQLite', 'MariaDB'] as const) : (['SQLite'] as const);

const registryRow = (id: string): PolicyRow => ({
  kind: 'registry',
  key: id,
  state: {
    kind: 'registry',
    id,
    name: `registry ${id}`,
    url: 'http://localhost:5000',
    publicHost: 'registry.example:5000',
    service: id,
    issuer: 'Auth service',
    registryKind: 'distribution-2',
    refuseAnonymous: false,
    headerMode: 'x5c',
    caCertificate: null,
    pullTokenSeconds: 300,
    pushTokenSeconds: 900,
  },
});
const userRow = (id: string, administrator: boolean): PolicyRow => ({
  kind: 'user',
  key: id,
  state: { kind: 'user', id, username: id, administrator, status: 'active', credentialVersion: 1 },
});
const namespaceRow = (id: string, registryId: string, path: string, owner: string): PolicyRow => ({
  kind: 'namespace',
  key: id,
  state: { kind: 'namespace', id, registryId, path, owner: { kind: 'user', id: owner } },
});

const ada = { kind: 'user', userId: 'ada' } as const;
const bob = { kind: 'user', userId: 'bob' } as const;
const digest = (seed: string) => `sha256:${Buffer.from(seed).toString('hex').padEnd(64, '0')}`;

function image(seed: string, layers: readonly [string, number][] = [[`layer ${seed}`, 100]]): ImageRecord {
  return {
    digest: digest(seed),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: null,
    platforms: ['linux/amd64'],
    sizeBytes: layers.reduce((sum, [, size]) => sum + size, 0),
    createdAt: '2024-05-06T07:08:09.000Z',
    contents: [{ digest: digest(seed), size: 10 }, ...layers.map(([name, size]) => ({ digest: digest(name), size }))],
  };
}

describe.each(databases)('the catalog (%s)', (kind) => {
  const directory = new TemporaryDirectory();
  const clock = new ManualClock();
  let server: RunningMariaDb | null = null;
  let dataSource: DataSource;
  let registryId: string;
  let policy: CompiledPolicy;
  let readings: ReadingsService;
  let repositories: RepositoriesService;
  let tags: TagsService;
  let foundNames: FoundNamesService;

  beforeAll(async () => {
    if (kind === 'MariaDB') server = await startMariaDb();
    dataSource = await openDataSource({
      url: server?.url('catalog') ?? `sqlite:${directory.join('catalog.db')}`,
      entities: catalogEntities,
      migrations: catalogMigrations,
      durability: 'normal',
      logger: testLogger().logger,
    });
  });
  beforeEach(() => {
    registryId = newId(clock);
    policy = CompiledPolicy.empty();
    policy.apply([registryRow(registryId), userRow('ada', true), userRow('bob', false)]);
    const database = new CatalogDatabase(dataSource);
    const view = { policy, atLeast: () => Promise.resolve() };
    readings = new ReadingsService(new TypeOrmReadingRepository(database, new TransactionRunner(dataSource), clock));
    repositories = new RepositoriesService(new TypeOrmRepositoryRepository(database), view);
    tags = new TagsService(new TypeOrmTagRepository(database), repositories);
    foundNames = new FoundNamesService(new TypeOrmFoundNameRepository(database), view);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await server?.stop();
    directory.remove();
  });

  interface Findings {
    readonly tags?: Record<string, ImageRecord>;
    readonly missing?: readonly string[];
    readonly complete?: boolean;
  }

  async function apply(begun: { repositoryId: string; reading: number }, findings: Findings) {
    const found = Object.entries(findings.tags ?? {});
    return readings.apply({
      repositoryId: begun.repositoryId,
      reading: begun.reading,
      tags: found.map(([name, record]) => ({ name, digest: record.digest })),
      images: found.map(([, record]) => record),
      missing: findings.missing ?? [],
      complete: findings.complete ?? true,
    });
  }

  async function read(name: string, findings: Findings): Promise<string> {
    const begun = await readings.begin(registryId, name);
    await apply(begun, findings);
    return begun.repositoryId;
  }

  async function tagNames(repositoryId: string): Promise<string[]> {
    const page = await tags.list(ada, repositoryId, { sort: 'name', limit: 200 });
    return page.items.map((tag) => tag.name);
  }

  async function names(principal: typeof ada | typeof bob, more: object = {}): Promise<string[]> {
    const page = await repositories.list(principal, { registryId, sort: 'name', limit: 200, ...more });
    return page.items.map((repository) => repository.name);
  }

  describe('readings', () => {
    it('shows what a reading found', async () => {
      const id = await read('team/app', { tags: { v1: image('one'), latest: image('one') } });
      expect(await repositories.read(ada, id)).toMatchObject({
        registryId,
        registryName: `registry ${registryId}`,
        publicHost: 'registry.example:5000',
        name: 'team/app',
        tagCount: 2,
        sizeBytes: 110,
        pushedAt: clock.now().toISOString(),
        ownAccess: { actions: ['pull', 'push', 'delete'] },
      });
      expect(await tags.read(ada, id, 'v1')).toEqual({
        name: 'v1',
        digest: digest('one'),
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        platforms: ['linux/amd64'],
        sizeBytes: 100,
        createdAt: '2024-05-06T07:08:09.000Z',
        pushedAt: clock.now().toISOString(),
      });
    });

    it('counts shared layers once, and gives back what the last image leaves', async () => {
      const shared: [string, number] = ['base', 1000];
      const id = await read('team/size', {
        tags: { a: image('a', [shared, ['a1', 1]]), b: image('b', [shared, ['b1', 2]]) },
      });
      expect((await repositories.read(ada, id)).sizeBytes).toBe(1000 + 1 + 2 + 20);
      await read('team/size', { tags: { a: image('c', [['c1', 5]]) } });
      expect((await repositories.read(ada, id)).sizeBytes).toBe(1000 + 2 + 5 + 20);
      await read('team/size', { missing: ['a', 'b'] });
      await read('team/size', { missing: ['a', 'b'] });
      expect(await repositories.read(ada, id)).toMatchObject({ sizeBytes: 0, tagCount: 0 });
    });

    it('removes a tag only when two readings in a row missed it', async () => {
      const id = await read('team/two', { tags: { v1: image('x'), v2: image('y') } });
      await read('team/two', { missing: ['v1'] });
      expect(await tagNames(id)).toEqual(['v1', 'v2']);
      await read('team/two', { tags: { v1: image('x') } });
      await read('team/two', { missing: ['v1'] });
      expect(await tagNames(id)).toEqual(['v1', 'v2']);
      await read('team/two', { missing: ['v1'] });
      expect(await tagNames(id)).toEqual(['v2']);
    });

    it('lets an older reading neither overwrite a newer one nor revive what it removed', async () => {
      const id = await read('team/order', { tags: { v1: image('x'), v2: image('y') } });
      await read('team/order', { missing: ['v2'] });
      const older = await readings.begin(registryId, 'team/order');
      const newer = await readings.begin(registryId, 'team/order');
      await apply(newer, { tags: { v1: image('new') }, missing: ['v2'], complete: false });
      await apply(older, { tags: { v1: image('old'), v2: image('y') }, complete: false });
      expect(await tagNames(id)).toEqual(['v1']);
      expect((await tags.read(ada, id, 'v1')).digest).toBe(digest('new'));
    });

    it('believes nothing of before a complete reading', async () => {
      const id = await read('team/complete', { tags: { v1: image('x') } });
      const older = await readings.begin(registryId, 'team/complete');
      await read('team/complete', {});
      expect(await apply(older, { tags: { late: image('z') } })).toEqual({ written: 0, removed: 0 });
      expect(await tagNames(id)).toEqual(['v1']);
    });

    it('waits with a tag whose image it was not given', async () => {
      const begun = await readings.begin(registryId, 'team/lost');
      const found = { tags: [{ name: 'v1', digest: digest('nowhere') }], missing: [], images: [], complete: true };
      expect(await readings.apply({ ...begun, ...found })).toEqual({ written: 0, removed: 0 });
      expect(await tagNames(begun.repositoryId)).toEqual([]);
    });

    it('tells which tags and images it knows', async () => {
      const id = await read('team/known', { tags: { b: image('x'), a: image('y') } });
      await read('team/known', { missing: ['b'] });
      const begun = await readings.begin(registryId, 'team/known');
      expect(begun).toMatchObject({
        repositoryId: id,
        reading: 3,
        next: null,
        tags: [
          { name: 'a', digest: digest('y'), missing: false },
          { name: 'b', digest: digest('x'), missing: true },
        ],
      });
      expect(await readings.unknownImages(id, [digest('x'), digest('new')])).toEqual([digest('new')]);
      expect(await readings.knownRepositories(registryId, '', 10)).toEqual(['team/known']);
    });

    it('forgets a repository that two readings in a row did not find, and takes it for new afterwards', async () => {
      const id = await read('team/leaving', { tags: { v1: image('x') } });
      const first = await readings.begin(registryId, 'team/leaving');
      expect(await readings.reportMissing(id, first.reading)).toBe(false);
      expect(await names(ada)).toEqual(['team/leaving']);
      const second = await readings.begin(registryId, 'team/leaving');
      expect(await readings.reportMissing(id, second.reading)).toBe(true);
      expect(await names(ada)).toEqual([]);
      expect(await apply(second, { tags: { v1: image('x') } })).toEqual({ written: 0, removed: 0 });
      expect(await read('team/leaving', { tags: { v2: image('y') } })).not.toBe(id);
    });

    it('forgets registries that are no longer connected', async () => {
      await read('team/app', { tags: { v1: image('x') } });
      await readings.forgetOtherThan(new Set([registryId]));
      expect(await names(ada)).toEqual(['team/app']);
      await readings.forgetOtherThan(new Set());
      expect(await readings.knownRepositories(registryId, '', 10)).toEqual([]);
      const rows: unknown[] = await dataSource.query('SELECT name FROM tags');
      expect(rows).toEqual([]);
    });

    it('takes numbers one by one under concurrency', async () => {
      const begun = await Promise.all(Array.from({ length: 10 }, () => readings.begin(registryId, 'team/race')));
      expect(begun.map((one) => one.reading).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(new Set(begun.map((one) => one.repositoryId)).size).toBe(1);
    });

    it('records a thousand tags in messages of five hundred', async () => {
      const begun = await readings.begin(registryId, 'team/many');
      for (const half of [0, 500]) {
        const records = Array.from({ length: 500 }, (_, index) => `v${(half + index).toString()}`);
        await apply(begun, {
          tags: Object.fromEntries(records.map((name) => [name, image(name)])),
          complete: half === 500,
        });
      }
      const view = await repositories.read(ada, begun.repositoryId);
      expect(view).toMatchObject({ tagCount: 1000, sizeBytes: 110_000 });
    });
  });

  describe('lists', () => {
    beforeEach(async () => {
      for (const name of ['alpine', 'team/app', 'team/sub/tool', 'teams/x', 'zoo/bear', 'a/b']) {
        clock.advance(1000);
        await read(name, { tags: { latest: image(name) } });
      }
    });

    it('shows an administrator all names in byte order', async () => {
      expect(await names(ada)).toEqual(['a/b', 'alpine', 'team/app', 'team/sub/tool', 'teams/x', 'zoo/bear']);
    });

    it('shows others only what they may pull, and hides the rest as if it were not there', async () => {
      expect(await names(bob)).toEqual([]);
      policy.apply([namespaceRow('n1', registryId, 'team', 'bob')]);
      expect(await names(bob)).toEqual(['team/app', 'team/sub/tool']);
      policy.apply([namespaceRow('n2', registryId, '', 'bob')]);
      expect(await names(bob)).toEqual(['alpine', 'team/app', 'team/sub/tool']);
      const all = await repositories.list(ada, { registryId, sort: 'name', limit: 200 });
      const hidden = all.items.find((repository) => repository.name === 'zoo/bear')?.id ?? '';
      await expect(repositories.read(bob, hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(tags.list(bob, hidden, { sort: 'name', limit: 50 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(tags.read(bob, hidden, 'latest')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it.each([
      ['name', ['a/b', 'alpine', 'team/app', 'team/sub/tool', 'teams/x', 'zoo/bear']],
      ['-pushedAt', ['a/b', 'zoo/bear', 'teams/x', 'team/sub/tool', 'team/app', 'alpine']],
    ] as const)('pages by %s without a gap or a repetition', async (sort, expected) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await repositories.list(ada, { registryId, sort, limit: 2, cursor });
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map((repository) => repository.name));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(expected);
    });

    it('filters before it pages', async () => {
      const page = await repositories.list(ada, { registryId, sort: 'name', limit: 1, q: 'BEAR' });
      expect(page).toMatchObject({ items: [{ name: 'zoo/bear' }], next: null });
      expect(await names(ada, { q: '%' })).toEqual([]);
      expect(await names(ada, { q: '_' })).toEqual([]);
    });

    it('names the nearest namespace, and lists by namespace', async () => {
      policy.apply([
        namespaceRow('n1', registryId, 'team', 'bob'),
        namespaceRow('n2', registryId, 'team/sub', 'bob'),
        namespaceRow('n3', registryId, '', 'bob'),
      ]);
      const page = await repositories.list(bob, { registryId, sort: 'name', limit: 200 });
      expect(page.items.map(({ name, namespaceId }) => [name, namespaceId])).toEqual([
        ['alpine', 'n3'],
        ['team/app', 'n1'],
        ['team/sub/tool', 'n2'],
      ]);
      expect(await names(bob, { namespaceId: 'n2' })).toEqual(['team/sub/tool']);
      expect(await names(bob, { namespaceId: 'n3' })).toEqual(['alpine']);
    });

    it('refuses cursors of other lists', async () => {
      const page = await repositories.list(ada, { registryId, sort: 'name', limit: 1 });
      const wrong = { registryId, sort: '-pushedAt', limit: 1, cursor: page.next ?? undefined } as const;
      await expect(repositories.list(ada, wrong)).rejects.toMatchObject({ code: 'MALFORMED_REQUEST' });
      const nonsense = { registryId, sort: 'name', limit: 1, cursor: 'nonsense' } as const;
      await expect(repositories.list(ada, nonsense)).rejects.toMatchObject({ code: 'MALFORMED_REQUEST' });
    });

    it('pages and filters tags', async () => {
      const found = Object.fromEntries(['v1', 'v2', 'V3', 'w1'].map((name) => [name, image(name)]));
      const id = await read('team/app', { tags: found });
      const first = await tags.list(ada, id, { sort: 'name', limit: 2 });
      const rest = await tags.list(ada, id, { sort: 'name', limit: 9, cursor: first.next ?? undefined });
      expect([...first.items, ...rest.items].map((tag) => tag.name)).toEqual(['V3', 'latest', 'v1', 'v2', 'w1']);
      const filtered = await tags.list(ada, id, { sort: '-pushedAt', limit: 9, q: 'v' });
      expect(filtered.items.map((tag) => tag.name)).toEqual(['V3', 'v1', 'v2']);
    });

    it('finds names that nobody owns', async () => {
      policy.apply([namespaceRow('n1', registryId, 'team/sub', 'bob'), namespaceRow('n2', registryId, 'zoo', 'bob')]);
      const found = await foundNames.list({ registryId, cursor: null, limit: 10 });
      expect(found.items.map(({ path, repositoryCount }) => [path, repositoryCount])).toEqual([
        ['', 1],
        ['a', 1],
        ['team', 1],
        ['teams', 1],
      ]);
      const first = await foundNames.list({ registryId, cursor: null, limit: 3 });
      const rest = await foundNames.list({ registryId: null, cursor: first.next, limit: 3 });
      expect(first.items.map(({ path }) => path)).toEqual(['', 'a', 'team']);
      expect(rest.items.map(({ path }) => path)).toContain('teams');
    });
  });
});
