import { listSweeps, startSweep, SweepView, UNRECORDED_NAMES_MAX } from '@spectacles/contracts';
import { freePort, pushImage, requireProgram, startRegistry, waitFor, type RunningRegistry } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FakeRegistry } from '../test-support/fake-registry.js';
import { registryState, TestHouse, userState } from '../test-support/test-house.js';

const SweepPage = z.object({ items: z.array(SweepView), next: z.string().nullable() });

describe.skipIf(!requireProgram('docker-registry'))('sweeps through the service', () => {
  let house: TestHouse;
  let distribution: RunningRegistry;
  let fake: FakeRegistry;

  beforeAll(async () => {
    house = await TestHouse.open();
    distribution = await startRegistry({ token: house.tokenAuth() });
    fake = await FakeRegistry.start();
  });
  afterAll(async () => {
    await house.close();
    await distribution.stop();
    await fake.stop();
  });

  async function sweepsOf(id: string, query: Record<string, string> = {}): Promise<z.output<typeof SweepPage>> {
    return SweepPage.parse((await house.call(listSweeps, { params: { id }, query })).body);
  }

  function finished(id: string, count = 1): Promise<SweepView[]> {
    return waitFor(
      async () => {
        const { items } = await sweepsOf(id);
        return items.length >= count && items.every((sweep) => sweep.state !== 'running') ? items : null;
      },
      { what: `${count.toString()} finished sweeps` },
    );
  }

  it('reads a real registry with tokens of its own as soon as it is connected', async () => {
    const access = [{ type: 'repository', name: 'team/app', actions: ['pull', 'push'] }];
    const { token } = await house.issuer.sign({ issuer: 'Auth service', service: 'registry service' }, access);
    const { digest } = await pushImage({ url: distribution.url, token }, { repository: 'team/app', tag: '1.0' });
    const registry = registryState({ url: distribution.url });
    house.policy.put(registry);
    const [sweep] = await finished(registry.id);
    expect(sweep).toMatchObject({
      registryId: registry.id,
      trigger: 'schedule',
      state: 'succeeded',
      repositoriesDone: 1,
      repositoriesTotal: 1,
      repositoriesFailed: 0,
      tagsSeen: 1,
      manifestsRead: 1,
      error: null,
    });
    expect(house.catalog.shown()).toEqual({ 'team/app': { '1.0': digest } });
    const { id: registryId, url } = registry;
    expect(house.catalog.wholeReadings).toMatchObject([{ registryId, url, unrecorded: [] }]);
  });

  it('says why a registry cannot be read, while others go on', async () => {
    const dead = registryState({ url: `http://127.0.0.1:${(await freePort()).toString()}`, service: 'dead' });
    const wrong = registryState({ url: distribution.url, service: 'another service' });
    house.policy.put(dead, wrong);
    const [[unreachable], [refused]] = await Promise.all([finished(dead.id), finished(wrong.id)]);
    expect(unreachable).toMatchObject({ state: 'failed', error: { code: 'REGISTRY_UNREACHABLE' } });
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'REGISTRY_UNAUTHORIZED' } });
    const seen = house.catalog.wholeReadings.map(({ registryId }) => registryId);
    for (const { id } of [dead, wrong]) expect(seen).not.toContain(id);
  });

  it('begins by hand, with progress, and answers one that is running', async () => {
    fake.push('slow/one', 'v1');
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const registry = registryState({ url: fake.url, service: 'fake' });
    house.policy.put(registry);
    await finished(registry.id);
    fake.hold = held;
    const begun = SweepView.parse((await house.call(startSweep, { params: { id: registry.id } })).body);
    expect(begun).toMatchObject({ trigger: 'manual', state: 'running', finishedAt: null });
    const again = await house.call(startSweep, { params: { id: registry.id } });
    expect(again).toMatchObject({ status: 202, body: { id: begun.id } });
    answer();
    const [newest] = await finished(registry.id, 2);
    expect(newest).toMatchObject({ id: begun.id, state: 'succeeded', tagsSeen: 1, manifestsRead: 0 });
  });

  it('tells of a registry with more lost names than can be told that it was not seen', async () => {
    const names = Array.from({ length: UNRECORDED_NAMES_MAX }, (_, index) => `lost/n${index.toString()}`);
    fake.bend = (path) =>
      path === '/v2/_catalog' ? { status: 200, body: JSON.stringify({ repositories: names }) } : undefined;
    const registry = registryState({ url: fake.url, service: 'lost' });
    house.policy.put(registry);
    await finished(registry.id);
    names.push('lost/one-more');
    await house.call(startSweep, { params: { id: registry.id } });
    await finished(registry.id, 2);
    fake.bend = () => undefined;
    const told = house.catalog.wholeReadings.filter(({ registryId }) => registryId === registry.id);
    expect(told.map(({ unrecorded }) => unrecorded?.length ?? null)).toEqual([UNRECORDED_NAMES_MAX, null]);
  });

  it('lists sweeps newest first, by page', async () => {
    const registry = registryState({ url: fake.url, service: 'paged' });
    house.policy.put(registry);
    await finished(registry.id);
    for (let count = 2; count <= 3; count += 1) {
      await house.call(startSweep, { params: { id: registry.id } });
      await finished(registry.id, count);
    }
    const all = (await sweepsOf(registry.id)).items.map((sweep) => sweep.id);
    expect(all).toEqual([...all].sort().reverse());
    const first = await sweepsOf(registry.id, { limit: '2' });
    const rest = await sweepsOf(registry.id, { limit: '2', cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map((sweep) => sweep.id)).toEqual(all);
    expect(rest.next).toBeNull();
  });

  it('reads a registry again as soon as its address changes', async () => {
    const registry = registryState({ url: `http://127.0.0.1:${(await freePort()).toString()}`, service: 'moves' });
    house.policy.put(registry);
    await finished(registry.id);
    house.policy.put({ ...registry, url: fake.url });
    const [newest] = await finished(registry.id, 2);
    expect(newest).toMatchObject({ state: 'succeeded' });
  });

  it('is for administrators, and for registries that exist', async () => {
    const bob = userState('bob', false);
    house.policy.put(bob);
    const registry = registryState({ url: fake.url, service: 'guarded' });
    house.policy.put(registry);
    for (const route of [startSweep, listSweeps]) {
      const params = { id: registry.id };
      await expect(house.call(route, { params }, bob.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(house.call(route, { params: { id: bob.id } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(house.call(route, { params: { id: 'x' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('ends what is running when it is stopped, and begins anew', async () => {
    const registry = registryState({ url: fake.url, service: 'stopped' });
    fake.hold = new Promise(() => undefined);
    house.policy.put(registry);
    const [sweep] = await waitFor(
      async () => ((await sweepsOf(registry.id)).items.length > 0 ? (await sweepsOf(registry.id)).items : null),
      {
        what: 'a sweep begins',
      },
    );
    fake.hold = null;
    const stopped = house.restartSync();
    await stopped;
    const items = await finished(registry.id, 2);
    expect(items.find((one) => one.id === sweep?.id)).toMatchObject({
      state: 'failed',
      error: { code: 'SWEEP_INTERRUPTED' },
    });
    expect(items[0]).toMatchObject({ state: 'succeeded' });
  });
});
