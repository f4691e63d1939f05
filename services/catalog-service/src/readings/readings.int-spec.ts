import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { ada, databaseKinds, digest, image, openTestDatabase, TestCatalog } from '../test-support/test-catalog.js';

describe.each(databaseKinds)('readings (%s)', (kind) => {
  let database: CatalogDatabase;
  let close: () => Promise<void>;
  let catalog: TestCatalog;
  let registryId: string;

  beforeAll(async () => {
    ({ database, close } = await openTestDatabase(kind));
  });
  afterAll(async () => {
    await close();
  });
  beforeEach(() => {
    catalog = new TestCatalog(database);
    registryId = catalog.registryId;
  });

  it('has the schema that its entities say', async () => {
    expect(await database.drift()).toEqual([]);
  });

  it('shows what a reading found', async () => {
    const id = await catalog.read('team/app', { tags: { v1: image('one'), latest: image('one') } });
    expect(await catalog.repositories.read(ada, id)).toMatchObject({
      registryId,
      registryName: `registry ${registryId}`,
      publicHost: 'registry.example:5000',
      name: 'team/app',
      tagCount: 2,
      sizeBytes: 110,
      pushedAt: catalog.clock.now().toISOString(),
      ownAccess: { actions: ['pull', 'push', 'delete'] },
    });
    expect(await catalog.tags.read(ada, id, 'v1')).toEqual({
      name: 'v1',
      digest: digest('one'),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      platforms: ['linux/amd64'],
      sizeBytes: 100,
      createdAt: '2024-05-06T07:08:09.000Z',
      pushedAt: catalog.clock.now().toISOString(),
    });
  });

  it('counts shared layers once, and gives back what the last image leaves', async () => {
    const shared: [string, number] = ['base', 1000];
    const id = await catalog.read('team/size', {
      tags: { a: image('a', [shared, ['a1', 1]]), b: image('b', [shared, ['b1', 2]]) },
    });
    expect((await catalog.repositories.read(ada, id)).sizeBytes).toBe(1000 + 1 + 2 + 20);
    await catalog.read('team/size', { tags: { a: image('c', [['c1', 5]]) } });
    expect((await catalog.repositories.read(ada, id)).sizeBytes).toBe(1000 + 2 + 5 + 20);
    await catalog.read('team/size', { missing: ['a', 'b'] });
    await catalog.read('team/size', { missing: ['a', 'b'] });
    expect(await catalog.repositories.read(ada, id)).toMatchObject({ sizeBytes: 0, tagCount: 0 });
  });

  it('removes a tag only when two readings in a row missed it', async () => {
    const id = await catalog.read('team/two', { tags: { v1: image('x'), v2: image('y') } });
    await catalog.read('team/two', { missing: ['v1'] });
    expect(await catalog.tagNames(id)).toEqual(['v1', 'v2']);
    await catalog.read('team/two', { tags: { v1: image('x') } });
    await catalog.read('team/two', { missing: ['v1'] });
    expect(await catalog.tagNames(id)).toEqual(['v1', 'v2']);
    await catalog.read('team/two', { missing: ['v1'] });
    expect(await catalog.tagNames(id)).toEqual(['v2']);
  });

  it('lets an older reading neither overwrite a newer one nor revive what it removed', async () => {
    const id = await catalog.read('team/order', { tags: { v1: image('x'), v2: image('y') } });
    await catalog.read('team/order', { missing: ['v2'] });
    const older = await catalog.begin('team/order');
    const newer = await catalog.begin('team/order');
    await catalog.apply(newer, { tags: { v1: image('new') }, missing: ['v2'], complete: false });
    await catalog.apply(older, { tags: { v1: image('old'), v2: image('y') }, complete: false });
    expect(await catalog.tagNames(id)).toEqual(['v1']);
    expect((await catalog.tags.read(ada, id, 'v1')).digest).toBe(digest('new'));
  });

  it('believes nothing of before a complete reading', async () => {
    const id = await catalog.read('team/complete', { tags: { v1: image('x') } });
    const older = await catalog.begin('team/complete');
    await catalog.read('team/complete', {});
    expect(await catalog.apply(older, { tags: { late: image('z') } })).toEqual({ written: 0, removed: 0 });
    expect(await catalog.tagNames(id)).toEqual(['v1']);
  });

  it('waits with a tag whose image it was not given', async () => {
    const begun = await catalog.begin('team/lost');
    const found = { tags: [{ name: 'v1', digest: digest('nowhere') }], missing: [], images: [], complete: true };
    expect(await catalog.readings.apply({ ...begun, ...found })).toEqual({ written: 0, removed: 0 });
    expect(await catalog.tagNames(begun.repositoryId)).toEqual([]);
  });

  it('tells which tags and images it knows', async () => {
    const id = await catalog.read('team/known', { tags: { b: image('x'), a: image('y') } });
    await catalog.read('team/known', { missing: ['b'] });
    const begun = await catalog.begin('team/known');
    expect(begun).toMatchObject({
      repositoryId: id,
      reading: 3,
      next: null,
      tags: [
        { name: 'a', digest: digest('y'), missing: false },
        { name: 'b', digest: digest('x'), missing: true },
      ],
    });
    expect(await catalog.readings.unknownImages(id, [digest('x'), digest('new')])).toEqual([digest('new')]);
    expect(await catalog.readings.knownRepositories(registryId, '', 10)).toEqual(['team/known']);
  });

  it('forgets a repository that two readings in a row did not find, and takes it for new afterwards', async () => {
    const id = await catalog.read('team/leaving', { tags: { v1: image('x') } });
    const first = await catalog.begin('team/leaving');
    expect(await catalog.readings.reportMissing(id, first.reading)).toBe(false);
    expect(await catalog.names(ada)).toEqual(['team/leaving']);
    const second = await catalog.begin('team/leaving');
    expect(await catalog.readings.reportMissing(id, second.reading)).toBe(true);
    expect(await catalog.names(ada)).toEqual([]);
    expect(await catalog.apply(second, { tags: { v1: image('x') } })).toEqual({ written: 0, removed: 0 });
    expect(await catalog.read('team/leaving', { tags: { v2: image('y') } })).not.toBe(id);
  });

  it('forgets registries that are no longer connected', async () => {
    await catalog.read('team/app', { tags: { v1: image('x') } });
    await catalog.readings.forgetDisconnected((id) => id === registryId);
    expect(await catalog.names(ada)).toEqual(['team/app']);
    await catalog.readings.forgetDisconnected(() => false);
    expect(await catalog.readings.knownRepositories(registryId, '', 10)).toEqual([]);
    const rows = await database.read('SELECT name FROM tags', []);
    expect(rows).toEqual([]);
  });

  it('knows what is stored below a path, and whether the whole registry was seen at its address', async () => {
    const url = 'http://registry.example:5000';
    const below = (path: string, at = url) => catalog.readings.storedBelow(registryId, at, path);
    await catalog.read('team/app', { tags: { v1: image('x') } });
    expect(await below('team')).toEqual({ readAt: null, name: 'team/app' });
    expect(await below('tea')).toEqual({ readAt: null, name: null });
    const readAt = catalog.clock.now();
    await catalog.readings.recordWhole({ registryId, url, readAt, unrecorded: ['lost/app', 'team_b/app'] });
    expect(await below('team')).toEqual({ readAt, name: 'team/app' });
    expect(await below('lost')).toEqual({ readAt, name: 'lost/app' });
    for (const path of ['los', 'team/app', 'team-b']) expect(await below(path)).toEqual({ readAt, name: null });
    expect(await below('lost', 'http://elsewhere.example')).toEqual({ readAt: null, name: null });
    await catalog.readings.recordWhole({ registryId, url, readAt, unrecorded: [] });
    expect(await below('lost')).toEqual({ readAt, name: null });
    await catalog.readings.forgetDisconnected((id) => id === registryId);
    expect(await below('lost')).toEqual({ readAt, name: null });
    await catalog.readings.recordWhole({ registryId, url, readAt, unrecorded: null });
    expect(await below('lost')).toEqual({ readAt: null, name: null });
    await catalog.readings.recordWhole({ registryId, url, readAt, unrecorded: [] });
    await catalog.readings.forgetDisconnected(() => false);
    expect(await below('team')).toEqual({ readAt: null, name: null });
  });

  it('takes numbers one by one under concurrency', async () => {
    const begun = await Promise.all(Array.from({ length: 10 }, () => catalog.begin('team/race')));
    expect(begun.map((one) => one.reading).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(begun.map((one) => one.repositoryId)).size).toBe(1);
  });

  it('records a thousand tags in messages of five hundred', async () => {
    const begun = await catalog.begin('team/many');
    for (const half of [0, 500]) {
      const records = Array.from({ length: 500 }, (_, index) => `v${(half + index).toString()}`);
      await catalog.apply(begun, {
        tags: Object.fromEntries(records.map((name) => [name, image(name)])),
        complete: half === 500,
      });
    }
    const view = await catalog.repositories.read(ada, begun.repositoryId);
    expect(view).toMatchObject({ tagCount: 1000, sizeBytes: 110_000 });
  });
});
