import { grantedVerbs, PULL } from '@spectacles/access-control';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogDatabase } from '../database/catalog-database.js';
import {
  ada,
  bob,
  databaseKinds,
  grantRow,
  image,
  limitedTokenRow,
  namespaceRow,
  openTestDatabase,
  TestCatalog,
} from '../test-support/test-catalog.js';

describe.each(databaseKinds)('lists (%s)', (kind) => {
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

  beforeEach(async () => {
    for (const name of ['alpine', 'team/app', 'team/sub/tool', 'teams/x', 'zoo/bear', 'a/b']) {
      catalog.clock.advance(1000);
      await catalog.read(name, { tags: { latest: image(name) } });
    }
  });

  async function walk(own: TestCatalog, request: { sort: 'name' | '-pushedAt'; limit: number }): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await own.repositories.list(bob, { registryId: own.registryId, ...request, cursor });
      seen.push(...page.items.map((repository) => repository.name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return seen;
  }

  it('shows an administrator all names in byte order', async () => {
    expect(await catalog.names(ada)).toEqual(['a/b', 'alpine', 'team/app', 'team/sub/tool', 'teams/x', 'zoo/bear']);
  });

  it('shows others only what they may pull, and hides the rest as if it were not there', async () => {
    expect(await catalog.names(bob)).toEqual([]);
    catalog.policy.apply([namespaceRow('n1', registryId, 'team', 'bob')]);
    expect(await catalog.names(bob)).toEqual(['team/app', 'team/sub/tool']);
    catalog.policy.apply([namespaceRow('n2', registryId, '', 'bob')]);
    expect(await catalog.names(bob)).toEqual(['alpine', 'team/app', 'team/sub/tool']);
    const all = await catalog.repositories.list(ada, { registryId, sort: 'name', limit: 200 });
    const hidden = all.items.find((repository) => repository.name === 'zoo/bear')?.id ?? '';
    await expect(catalog.repositories.read(bob, hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(catalog.tags.list(bob, hidden, { sort: 'name', limit: 50 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(catalog.tags.read(bob, hidden, 'latest')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    ['name', ['a/b', 'alpine', 'team/app', 'team/sub/tool', 'teams/x', 'zoo/bear']],
    ['-pushedAt', ['a/b', 'zoo/bear', 'teams/x', 'team/sub/tool', 'team/app', 'alpine']],
  ] as const)('pages by %s without a gap or a repetition', async (sort, expected) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalog.repositories.list(ada, { registryId, sort, limit: 2, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((repository) => repository.name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected);
  });

  it('shows, page by page, exactly the names that the decision grants', async () => {
    const component = fc.constantFrom('a', 'b', 'c', 'b-c', 'b0', 'z');
    const path = fc.array(component, { minLength: 1, maxLength: 3 }).map((components) => components.join('/'));
    const sets = fc.tuple(
      fc.uniqueArray(path, { maxLength: 25 }),
      fc.uniqueArray(fc.oneof(path, fc.constant('')), { maxLength: 25 }),
      fc.integer({ min: 1, max: 4 }),
    );
    const property = fc.asyncProperty(sets, async ([stored, owned, limit]) => {
      const own = new TestCatalog(database);
      for (const name of stored) await own.read(name, { tags: { latest: image(name) } });
      own.policy.apply(
        owned.map((at) => namespaceRow(`n ${at}`, own.registryId, at, at.length % 2 === 0 ? 'bob' : 'ada')),
      );
      const granted = stored.filter((name) => {
        const asked = { kind: 'repository', name, verbs: PULL } as const;
        return grantedVerbs(own.policy, bob, own.registryId, asked) === PULL;
      });
      for (const sort of ['name', '-pushedAt'] as const) {
        const seen = await walk(own, { sort, limit });
        expect(sort === 'name' ? seen : [...seen].sort()).toEqual([...granted].sort());
      }
    });
    await fc.assert(property, { numRuns: kind === 'SQLite' ? 40 : 10 });
  });

  it('tests the names that patterns and limits speak of before they count', async () => {
    const own = new TestCatalog(database);
    const id = own.registryId;
    const many = Array.from({ length: 700 }, (_, at) => `lab/n${String(at).padStart(3, '0')}`);
    for (const name of ['a1', 'b1', 'lab/x/cache', 'lab/y/cache', 'lab/y/main', 'open/app'])
      await own.read(name, { tags: { latest: image(name) } });
    for (const name of kind === 'SQLite' ? many : []) await own.readings.begin(id, name);
    own.policy.apply([
      namespaceRow('lab', id, 'lab', 'ada'),
      namespaceRow('open', id, 'open', 'bob'),
      grantRow({ id: 'g1', registryId: id, namespaceId: 'lab', userId: 'bob', pattern: 'lab/*/cache' }),
      grantRow({ id: 'g2', registryId: id, namespaceId: null, userId: 'bob', pattern: 'a*' }),
    ]);
    for (const sort of ['name', '-pushedAt'] as const) {
      const seen = await walk(own, { sort, limit: 1 });
      expect([...seen].sort()).toEqual(['a1', 'lab/x/cache', 'lab/y/cache', 'open/app']);
    }
    own.policy.apply([limitedTokenRow({ id: 'token', userId: 'ada', pattern: 'lab/y/**' })]);
    const limited = { kind: 'user', userId: 'ada', credentialId: 'token' } as const;
    const page = await own.repositories.list(limited, { registryId: id, sort: 'name', limit: 9 });
    expect(page.items.map(({ name }) => name)).toEqual(['lab/y/cache', 'lab/y/main']);
    const hidden = await own.repositories.list(ada, { registryId: id, sort: 'name', limit: 1, q: 'lab/x' });
    await expect(own.repositories.read(limited, hidden.items[0]?.id ?? '')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('SEC-E08 answers after a bounded number of names that may not be seen, and tells none of them', async () => {
    const own = new TestCatalog(database);
    const id = own.registryId;
    const hidden = Array.from({ length: 6000 }, (_, at) => `lab/n${String(at).padStart(4, '0')}/main`);
    await own.insertNames(database, [
      ...hidden,
      'lab/n2500/cache',
      'lab/n5998/cache',
      'lab/zoo/cache',
      'open/app',
      'b1',
    ]);
    own.policy.apply([
      namespaceRow('lab', id, 'lab', 'ada'),
      namespaceRow('open', id, 'open', 'bob'),
      grantRow({ id: 'g1', registryId: id, namespaceId: 'lab', userId: 'bob', pattern: 'lab/*/cache' }),
      grantRow({ id: 'g2', registryId: id, namespaceId: null, userId: 'bob', pattern: 'b*' }),
    ]);
    for (const sort of ['name', '-pushedAt'] as const) {
      for (const q of [undefined, 'CACHE']) {
        const seen: string[] = [];
        let [cursor, pages]: [string | undefined, number] = [undefined, 0];
        do {
          const page = await own.repositories.list(bob, { registryId: id, sort, limit: 50, cursor, q });
          seen.push(...page.items.map(({ name }) => name));
          expect(Buffer.from(page.next ?? '', 'base64url').toString('latin1')).not.toContain('lab/n');
          [cursor, pages] = [page.next ?? undefined, pages + 1];
        } while (cursor !== undefined);
        expect(pages).toBe(2);
        const cached = ['lab/n2500/cache', 'lab/n5998/cache', 'lab/zoo/cache'];
        expect([...seen].sort()).toEqual(q === undefined ? ['b1', ...cached, 'open/app'] : cached);
        if (sort === 'name') expect(seen).toEqual([...seen].sort());
      }
    }
  });

  it('does not take names without a slash for the end of the ranges', async () => {
    const own = new TestCatalog(database);
    const paths = Array.from({ length: 40 }, (_, index) => `n${index.toString().padStart(2, '0')}`);
    own.policy.apply([...paths, ''].map((path) => namespaceRow(`n ${path}`, own.registryId, path, 'bob')));
    for (const name of ['z1', 'z2', 'z3', 'n39/x']) await own.read(name, { tags: { latest: image(name) } });
    expect(await walk(own, { sort: 'name', limit: 2 })).toEqual(['n39/x', 'z1', 'z2', 'z3']);
  });

  it('filters before it pages', async () => {
    const page = await catalog.repositories.list(ada, { registryId, sort: 'name', limit: 1, q: 'BEAR' });
    expect(page).toMatchObject({ items: [{ name: 'zoo/bear' }], next: null });
    expect(await catalog.names(ada, { q: '%' })).toEqual([]);
    expect(await catalog.names(ada, { q: '_' })).toEqual([]);
  });

  it('names the nearest namespace, and lists by namespace', async () => {
    catalog.policy.apply([
      namespaceRow('n1', registryId, 'team', 'bob'),
      namespaceRow('n2', registryId, 'team/sub', 'bob'),
      namespaceRow('n3', registryId, '', 'bob'),
    ]);
    const page = await catalog.repositories.list(bob, { registryId, sort: 'name', limit: 200 });
    expect(page.items.map(({ name, namespaceId }) => [name, namespaceId])).toEqual([
      ['alpine', 'n3'],
      ['team/app', 'n1'],
      ['team/sub/tool', 'n2'],
    ]);
    expect(await catalog.names(bob, { namespaceId: 'n2' })).toEqual(['team/sub/tool']);
    expect(await catalog.names(bob, { namespaceId: 'n3' })).toEqual(['alpine']);
  });

  it('refuses cursors of other lists', async () => {
    const page = await catalog.repositories.list(ada, { registryId, sort: 'name', limit: 1 });
    const wrong = { registryId, sort: '-pushedAt', limit: 1, cursor: page.next ?? undefined } as const;
    await expect(catalog.repositories.list(ada, wrong)).rejects.toMatchObject({ code: 'MALFORMED_REQUEST' });
    const nonsense = { registryId, sort: 'name', limit: 1, cursor: 'nonsense' } as const;
    await expect(catalog.repositories.list(ada, nonsense)).rejects.toMatchObject({ code: 'MALFORMED_REQUEST' });
  });

  it('pages and filters tags', async () => {
    const found = Object.fromEntries(['v1', 'v2', 'V3', 'w1'].map((name) => [name, image(name)]));
    const id = await catalog.read('team/app', { tags: found });
    const first = await catalog.tags.list(ada, id, { sort: 'name', limit: 2 });
    const rest = await catalog.tags.list(ada, id, { sort: 'name', limit: 9, cursor: first.next ?? undefined });
    expect([...first.items, ...rest.items].map((tag) => tag.name)).toEqual(['V3', 'latest', 'v1', 'v2', 'w1']);
    const filtered = await catalog.tags.list(ada, id, { sort: '-pushedAt', limit: 9, q: 'v' });
    expect(filtered.items.map((tag) => tag.name)).toEqual(['V3', 'v1', 'v2']);
  });

  it('cuts a page of tags with many platforms to what a message carries', async () => {
    const platforms = Array.from({ length: 1000 }, (_, index) => `linux/${String(index).padStart(240, 'x')}`);
    const names = ['a', 'b', 'c', 'd', 'e'];
    const found = Object.fromEntries(names.map((name) => [name, { ...image(name), platforms }]));
    const id = await catalog.read('many/platforms', { tags: found });
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await catalog.tags.list(ada, id, { sort: 'name', limit: 50, cursor });
      expect(JSON.stringify(page).length).toBeLessThan(900_000);
      pages.push(page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('leaves tags of signatures and the like out, unless they are asked for', async () => {
    const supplements = ['', '.att', '.sbom', '.sig'].map((suffix) => `sha256-${'0a'.repeat(32)}${suffix}`);
    const similar = ['sha256-0a', `sha256-${'0A'.repeat(32)}`, `sha256-${'0g'.repeat(32)}.sig`];
    const found = Object.fromEntries([...supplements, ...similar, 'v1'].map((name) => [name, image(name)]));
    const id = await catalog.read('signed/app', { tags: found });
    expect((await catalog.tagNames(id)).sort()).toEqual([...similar, 'v1'].sort());
    const all = await catalog.tags.list(ada, id, { sort: 'name', limit: 50, all: 'true' });
    expect(all.items.map(({ name }) => name).sort()).toEqual(Object.keys(found).sort());
    expect(await catalog.repositories.read(ada, id)).toMatchObject({ tagCount: similar.length + 1 });
    expect(await catalog.tags.read(ada, id, supplements[0] ?? '')).toMatchObject({ name: supplements[0] });
  });

  it('finds names that nobody owns', async () => {
    catalog.policy.apply([
      namespaceRow('n1', registryId, 'team/sub', 'bob'),
      namespaceRow('n2', registryId, 'zoo', 'bob'),
    ]);
    const found = await catalog.foundNames.list({ registryId, part: '', cursor: null, limit: 10 });
    expect(found.items.map(({ path, repositoryCount }) => [path, repositoryCount])).toEqual([
      ['', 1],
      ['a', 1],
      ['team', 1],
      ['teams', 1],
    ]);
    const first = await catalog.foundNames.list({ registryId, part: '', cursor: null, limit: 3 });
    const rest = await catalog.foundNames.list({ registryId: null, part: '', cursor: first.next, limit: 3 });
    expect(first.items.map(({ path }) => path)).toEqual(['', 'a', 'team']);
    expect(rest.items.map(({ path }) => path)).toContain('teams');
  });

  it('fills a page of names that nobody owns with those that were searched for', async () => {
    const search = { registryId, part: 'TEAM', limit: 1 };
    const first = await catalog.foundNames.list({ ...search, cursor: null });
    const rest = await catalog.foundNames.list({ ...search, cursor: first.next });
    expect([first.items, rest.items].map((items) => items.map(({ path }) => path))).toEqual([['team'], ['teams']]);
    expect(rest.next).toBeNull();
    expect((await catalog.foundNames.list({ ...search, part: '%', cursor: null })).items).toEqual([]);
  });
});
