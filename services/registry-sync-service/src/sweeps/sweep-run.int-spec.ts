import { RegistryClient } from '@spectacles/registry-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../test-support/fake-registry.js';
import { InMemoryCatalog } from '../test-support/in-memory-catalog.js';
import { RecheckBudget } from './recheck-budget.js';
import { noProgress, type RecheckPlace } from './sweep.js';
import { runSweep } from './sweep-run.js';

const registryId = '01890000-0000-7000-8000-000000000001';

describe('a sweep', () => {
  let registry: FakeRegistry;
  let catalog: InMemoryCatalog;
  let client: RegistryClient;

  beforeEach(async () => {
    registry = await FakeRegistry.start();
    catalog = new InMemoryCatalog();
    client = new RegistryClient({ url: registry.url, token: () => Promise.resolve(null), totalTimeoutMs: 5000 });
  });
  afterEach(async () => {
    await client.close();
    await registry.stop();
  });

  async function sweep(options: { limit?: number; from?: RecheckPlace | null } = {}) {
    const progress = noProgress();
    const budget = new RecheckBudget(options.limit ?? Infinity, options.from ?? null);
    const { failure, unrecorded } = await runSweep({ registryId, client, catalog, budget, progress });
    return { failure, unrecorded, progress, next: budget.next };
  }

  it('shows what the registry holds', async () => {
    const digest = registry.push('team/app', 'v1');
    registry.push('alpine', 'latest');
    const { failure, progress } = await sweep();
    expect(failure).toBeNull();
    expect(catalog.shown()).toMatchObject({ 'team/app': { v1: digest }, alpine: {} });
    expect(catalog.repositories.get('team/app')?.images.get(digest)).toMatchObject({ platforms: ['linux/amd64'] });
    expect(progress).toEqual({
      repositoriesDone: 2,
      repositoriesTotal: 2,
      repositoriesFailed: 0,
      tagsSeen: 2,
      manifestsRead: 2,
      tagsRemoved: 0,
    });
  });

  it('reads nothing twice that has not changed, and sees what has', async () => {
    for (let index = 0; index < 20; index += 1) registry.push('team/app', `v${index.toString()}`);
    await sweep();
    expect((await sweep()).progress.manifestsRead).toBe(0);
    const moved = registry.push('team/app', 'v3', 'another');
    expect((await sweep()).progress.manifestsRead).toBe(1);
    expect(catalog.shown()['team/app']?.['v3']).toBe(moved);
  });

  it('looks at some known tags at a time, in turn, and at new ones always', async () => {
    for (let index = 0; index < 30; index += 1) registry.push('team/app', `v${index.toString().padStart(2, '0')}`);
    for (let index = 0; index < 5; index += 1) registry.push('zoo/bear', `w${index.toString()}`);
    await sweep();
    registry.takeManifestRequests();
    const seen = new Set<string>();
    let from: RecheckPlace | null = null;
    for (let round = 0; round < 4; round += 1) {
      registry.push('team/new', `n${round.toString()}`);
      const { next } = await sweep({ limit: 12, from });
      for (const path of registry.requests.filter((one) => one.includes('/manifests/'))) seen.add(path);
      from = next;
    }
    expect([...seen].filter((path) => path.includes('team/app'))).toHaveLength(30);
    expect([...seen].filter((path) => path.includes('zoo/bear'))).toHaveLength(5);
    expect(catalog.tagNames('team/new')).toEqual(['n0', 'n1', 'n2', 'n3']);
  });

  it('removes a tag when two sweeps were told 404 by itself', async () => {
    registry.push('team/app', 'v1');
    registry.push('team/app', 'v2');
    await sweep();
    registry.removeTag('team/app', 'v1');
    await sweep();
    expect(catalog.tagNames('team/app')).toEqual(['v1', 'v2']);
    expect((await sweep()).progress.tagsRemoved).toBe(1);
    expect(catalog.tagNames('team/app')).toEqual(['v2']);
  });

  it('removes the last tag, whose list is null', async () => {
    registry.push('team/app', 'only');
    await sweep();
    registry.removeTag('team/app', 'only');
    await sweep();
    await sweep();
    expect(catalog.shown()).toEqual({ 'team/app': {} });
  });

  it('removes a repository when two sweeps were told 404 by itself', async () => {
    registry.push('team/app', 'v1');
    await sweep();
    registry.removeRepository('team/app');
    await sweep();
    expect(catalog.shown()).toHaveProperty('team/app');
    await sweep();
    expect(catalog.shown()).toEqual({});
  });

  describe('never wipes what is known', () => {
    beforeEach(async () => {
      registry.push('team/app', 'v1');
      registry.push('team/app', 'v2');
      await sweep();
    });
    const shown = () => catalog.tagNames('team/app');

    it.each([
      ['an empty catalog', /_catalog/, '{"repositories":[]}'],
      ['a catalog of null', /_catalog/, '{"repositories":null}'],
      ['an empty list of tags', /tags\/list/, '{"name":"team/app","tags":[]}'],
      ['a list of null', /tags\/list/, '{"name":"team/app","tags":null}'],
    ])('for %s', async (_title, where, body) => {
      registry.bend = (path) =>
        where.test(path) ? { status: 200, headers: { 'content-type': 'application/json' }, body } : undefined;
      for (let round = 0; round < 3; round += 1) await sweep();
      expect(shown()).toEqual(['v1', 'v2']);
    });

    it.each([
      ['a 500', { status: 500 }],
      ['a proxy’s 404', { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' }],
      ['a refusal', { status: 401 }],
      ['nonsense', { status: 200, body: 'hello' }],
    ])('for %s to the list of tags or to a manifest', async (_title, answer) => {
      for (const where of [/tags\/list/, /manifests/]) {
        registry.bend = (path) => (where.test(path) ? answer : undefined);
        for (let round = 0; round < 3; round += 1) await sweep();
      }
      expect(shown()).toEqual(['v1', 'v2']);
    });

    it('for a single 404 that was a mistake', async () => {
      const gone = { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' };
      for (let round = 0; round < 3; round += 1) {
        registry.bend = (path) => (path.includes('/manifests/v1') ? gone : undefined);
        await sweep();
        registry.bend = () => undefined;
        await sweep();
      }
      expect(shown()).toEqual(['v1', 'v2']);
    });
  });

  it('goes on with the other repositories when one fails', async () => {
    for (const name of ['a/one', 'b/two', 'c/three']) registry.push(name, 'v1');
    registry.bend = (path) => (path.startsWith('/v2/b/two/') ? { status: 500 } : undefined);
    const { failure, progress } = await sweep();
    expect(failure).toMatchObject({ failure: { kind: 'server-error' } });
    expect(progress).toMatchObject({ repositoriesDone: 3, repositoriesFailed: 1 });
    expect(Object.keys(catalog.shown()).sort()).toEqual(['a/one', 'c/three']);
  });

  it('names what is listed and could not be recorded, also where the registry denies that it is there', async () => {
    for (const name of ['a/one', 'b/two', 'c/three', 'd/four']) registry.push(name, 'v1');
    registry.bend = (path) => (path.startsWith('/v2/d/four/') ? { status: 500 } : undefined);
    await sweep();
    const gone = { status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' };
    registry.push('e/five', 'v1');
    registry.bend = (path) => {
      if (path.startsWith('/v2/b/two/')) return { status: 500 };
      return path.startsWith('/v2/d/four/') || path.startsWith('/v2/c/three/') ? gone : undefined;
    };
    const { unrecorded } = await sweep();
    expect([...unrecorded].sort()).toEqual(['c/three', 'd/four']);
    expect(Object.keys(catalog.shown()).sort()).toEqual(['a/one', 'b/two', 'c/three', 'e/five']);
  });

  it('goes on with the other tags when the manifest of one is refused', async () => {
    registry.push('team/app', 'good');
    registry.push('team/app', 'bad');
    registry.bend = (path) =>
      path.endsWith('/manifests/bad')
        ? { status: 200, headers: { 'content-type': 'application/vnd.oci.image.index.v1+json' }, body: '{"layers":[]}' }
        : undefined;
    const { progress } = await sweep();
    expect(catalog.tagNames('team/app')).toEqual(['good']);
    expect(progress.repositoriesFailed).toBe(1);
    expect(catalog.repositories.get('team/app')?.completeReading).toBe(0);
  });

  it('takes no name that a registry could not hold', async () => {
    registry.push('team/app', 'v1');
    registry.bend = (path) =>
      path === '/v2/_catalog'
        ? { status: 200, body: '{"repositories":["../etc","Team/App","team/app","a//b"]}' }
        : undefined;
    await sweep();
    expect(Object.keys(catalog.shown())).toEqual(['team/app']);
    expect(registry.requests.filter((path) => !path.startsWith('/v2/team/app/'))).toEqual(['/v2/_catalog']);
  });

  it('rejects when the registry is not there', async () => {
    await registry.stop();
    await expect(sweep()).rejects.toMatchObject({ failure: { kind: 'unreachable' } });
  });

  it('ends at once when the registry asks for fewer requests', async () => {
    for (let index = 0; index < 50; index += 1) registry.push(`team/a${index.toString()}`, 'v1');
    registry.bend = (path) => (path.includes('/tags/') ? { status: 429, headers: { 'retry-after': '7' } } : undefined);
    await expect(sweep()).rejects.toMatchObject({ failure: { kind: 'too-many-requests', retryAfterSeconds: 7 } });
    expect(registry.requests.length).toBeLessThan(10);
  });
});
