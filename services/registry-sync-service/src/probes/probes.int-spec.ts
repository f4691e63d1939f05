import { ProbeName, type RegistryState } from '@spectacles/contracts';
import { freePort, pushImage, requireProgram, startRegistry, type RunningRegistry } from '@spectacles/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../test-support/fake-registry.js';
import { registryState, TestHouse } from '../test-support/test-house.js';

const NAMES = [
  ['team/app'],
  ['team/deep/app'],
  ['te/app', 'team-b/app', 'team.c/app', 'team0/app', 'team'],
  ['team', 'team/1st/app', 'team0/app'],
  ['team', 'team/zoo', 'team0/app'],
] as const;

describe('a probe of a registry', () => {
  let house: TestHouse;
  let fake: FakeRegistry;

  beforeAll(async () => {
    house = await TestHouse.open();
  });
  afterAll(() => house.close());
  afterEach(() => fake.stop());

  async function connect(more: Partial<RegistryState> = {}): Promise<RegistryState> {
    fake = await FakeRegistry.start();
    const registry = registryState({ url: fake.url, service: fake.url, ...more });
    house.policy.put(registry);
    return registry;
  }
  const probe = ({ id, url }: RegistryState, path = 'team', repository = `${path}/app`) =>
    house.messages.request(ProbeName, { registryId: id, url, path, repository, atLeast: house.policy.rows.length });

  describe.each(['distribution-2', 'distribution-3', 'zot'] as const)('of %s', (registryKind) => {
    it.each([
      ['the repository itself', NAMES[0], { outcome: 'stored', name: 'team/app' }],
      ['another repository there', NAMES[1], { outcome: 'stored', name: 'team/deep/app' }],
      ['nothing there', NAMES[2], { outcome: 'empty' }],
      ['what begins with a digit', NAMES[3], { outcome: 'stored', name: 'team/1st/app' }],
      ['what comes behind the repository of the path', NAMES[4], { outcome: 'stored', name: 'team/zoo' }],
    ])('finds %s', async (_title, names, outcome) => {
      const registry = await connect({ registryKind });
      for (const name of names) fake.push(name, 'v1');
      expect(await probe(registry)).toEqual(outcome);
    });
  });

  it('takes a repository without tags for one that is there', async () => {
    const registry = await connect();
    fake.push('team/app', 'v1');
    fake.removeTag('team/app', 'v1');
    fake.bend = (path) => (path === '/v2/_catalog' ? { status: 200, body: '{"repositories":[]}' } : undefined);
    expect(await probe(registry)).toEqual({ outcome: 'stored', name: 'team/app' });
  });

  it.each(['folders', 'bytes'] as const)('finds what it asks for in the order of %s', async (order) => {
    const registry = await connect();
    fake.order = order;
    for (const name of ['team-b/app', 'team.c/app', 'team0/app', 'team']) fake.push(name, 'v1');
    expect(await probe(registry)).toEqual({ outcome: 'empty' });
    fake.push('team/x', 'v1');
    expect(await probe(registry)).toEqual({ outcome: 'stored', name: 'team/x' });
    fake.push('team/1st', 'v1');
    expect(await probe(registry)).toEqual({ outcome: 'stored', name: 'team/1st' });
  });

  it('takes a name that is none of a repository for something', async () => {
    const registry = await connect();
    fake.push('team/UPPER', 'v1');
    expect(await probe(registry)).toMatchObject({ outcome: 'unknown' });
  });

  it('does not know what a registry does not say', async () => {
    const registry = await connect();
    for (const [where, answer] of [
      [/tags/, { status: 500 }],
      [/tags/, { status: 401 }],
      [/tags/, { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' }],
      [/_catalog/, { status: 500 }],
      [/_catalog/, { status: 200, body: 'hello' }],
    ] as const) {
      fake.bend = (path) => (where.test(path) ? answer : undefined);
      expect(await probe(registry)).toMatchObject({ outcome: 'unknown' });
    }
    const dead = registryState({ url: `http://127.0.0.1:${(await freePort()).toString()}`, service: 'dead' });
    house.policy.put(dead);
    const unknown = { outcome: 'unknown', reason: 'Nothing listens at that address and port.' };
    expect(await probe(dead)).toEqual(unknown);
  });

  it('does not wait for a list that takes long, but for the repository', async () => {
    const registry = await connect();
    const held: (() => void)[] = [];
    fake.holdFor = (path) => (path === '/v2/_catalog' ? new Promise((resolve) => held.push(resolve)) : null);
    expect(await probe(registry)).toEqual({ outcome: 'empty' });
    fake.holdFor = () => new Promise((resolve) => held.push(resolve));
    expect(await probe(registry)).toEqual({ outcome: 'unknown', reason: 'The registry did not answer in time.' });
    for (const release of held) release();
  });

  it('does not wait for another registry that holds up all that it can', async () => {
    const held: (() => void)[] = [];
    const slow = await connect();
    fake.holdFor = () => new Promise((resolve) => held.push(resolve));
    const quick = await FakeRegistry.start();
    const other = registryState({ url: quick.url, service: quick.url });
    house.policy.put(other);
    const asked = Array.from({ length: 21 }, () => probe(slow));
    const outcomes = Promise.allSettled(asked);
    await expect(
      Promise.any(
        asked.map((one) =>
          one.then(
            () => Promise.reject(new Error('answered')),
            (error: unknown) => error,
          ),
        ),
      ),
    ).resolves.toMatchObject({ status: 503 });
    expect(await probe(other)).toEqual({ outcome: 'empty' });
    for (const release of held) release();
    await outcomes;
    await quick.stop();
  });

  it('is of the registry at the address that was asked about', async () => {
    const registry = await connect();
    expect(await probe({ ...registry, url: 'http://elsewhere.example' })).toMatchObject({ outcome: 'unknown' });
    const other = registryState({ url: fake.url });
    await expect(probe(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(fake.requests.filter((path) => path.includes('/tags/'))).toEqual([]);
  });
});

describe.skipIf(!requireProgram('docker-registry'))('a probe of a real registry', () => {
  let house: TestHouse;
  let distribution: RunningRegistry;

  beforeAll(async () => {
    house = await TestHouse.open();
    distribution = await startRegistry({ token: house.tokenAuth() });
  });
  afterAll(async () => {
    await house.close();
    await distribution.stop();
  });

  it('finds what is below a path, and nothing beside it', async () => {
    for (const repository of [
      'sandbox/one-more/app',
      'sandbox/one/1st/app',
      'sandbox/one/deep/app',
      'sandbox/zoo/app',
      'sandbox/digits/1st',
      'sandbox/digits',
    ]) {
      const access = [{ type: 'repository', name: repository, actions: ['pull', 'push'] }];
      const { token } = await house.issuer.sign({ issuer: 'Auth service', service: 'registry service' }, access);
      await pushImage({ url: distribution.url, token }, { repository, tag: '1' });
    }
    const { id: registryId, url, ...rest } = registryState({ url: distribution.url });
    house.policy.put({ id: registryId, url, ...rest });
    const outcomeOf = async (path: string, repository: string) =>
      house.messages.request(ProbeName, { registryId, url, path, repository, atLeast: house.policy.rows.length });
    for (const path of ['sandbox/one', 'sandbox/one-more', 'sandbox/zoo', 'sandbox/digits'])
      expect(await outcomeOf(path, `${path}/new`)).toMatchObject({ outcome: 'stored' });
    expect(await outcomeOf('sandbox/one', 'sandbox/one/deep/app')).toMatchObject({ name: 'sandbox/one/deep/app' });
    for (const path of ['sandbox/on', 'sandbox/onf', 'sandbox/zoo2', 'a', 'zz'])
      expect(await outcomeOf(path, `${path}/new`)).toEqual({ outcome: 'empty' });
  });
});
