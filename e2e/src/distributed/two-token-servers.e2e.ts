import {
  changeRegistry,
  deleteGrant,
  endAllSessions,
  listDecisions,
  listNamespaces,
  readPolicy,
} from '@spectacles/contracts';
import type { NamespaceView, RegistryView, UserView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postTokenForm, requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';
import { startDistributed } from '../product/distributed.js';

const SERVICE = 'reg-a';

describe('two token servers', () => {
  let house: House;
  let doors: readonly string[];
  let stopSecond: () => Promise<unknown>;
  let registry: RegistryView;
  let alice: UserView;
  let bob: UserView;
  let team: NamespaceView;
  const ask = (
    door: string,
    user: string,
    { password = PASSWORD, scope = 'repository:team/app:push', from = '' } = {},
  ) =>
    requestToken(door, {
      ...{ service: SERVICE, scopes: [scope], user, password },
      ...(from === '' ? {} : { headers: { 'x-forwarded-for': from } }),
    });
  const atBoth = async <T>(question: (door: string) => Promise<T>) => Promise.all(doors.map(question));

  beforeAll(async () => {
    const product = await startDistributed({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
    house = await House.setUp(product);
    const second = await product.secondTokenServer();
    doors = [product.url, second.url];
    stopSecond = () => second.program.stop('SIGTERM');
    registry = await house.draft({ service: SERVICE });
    alice = await house.user('alice');
    bob = await house.user('bob');
    await house.user('carol');
    team = await house.namespace(registry, 'team', alice);
    await house.inForce();
  });
  afterAll(() => house.close());

  it('both tell which policy they enforce', async () => {
    const replicas = async () => (await house.administrator.call(readPolicy)).replicas;
    await waitFor(async () => (await replicas()).length === 2, { what: 'both are known' });
    await house.grant(team, { kind: 'everyone' }, 'READ');
    await house.inForce();
    const { version } = await house.administrator.call(readPolicy);
    expect((await replicas()).map((replica) => replica.version)).toEqual([version, version]);
  });

  it('count the wrong passwords of one place together', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      const door = doors[index % 2] ?? '';
      statuses.push(
        (await ask(door, 'alice', { password: `wrong password ${String(index)}`, from: '203.0.113.1' })).status,
      );
    }
    // Ten different ones, wherever they were asked, and what a wait of two seconds lets through.
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(13);
    expect(statuses.at(-1)).toBe(429);
    const elsewhere = await atBoth((door) => ask(door, 'alice', { from: '198.51.100.7' }));
    expect(elsewhere.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('refuse an ended refresh token, whichever of them made it', async () => {
    const refresh = (door: string, token: string) =>
      postTokenForm(door, [
        ['grant_type', 'refresh_token'],
        ['refresh_token', token],
        ['service', SERVICE],
        ['client_id', 'test'],
      ]);
    const login = await requestToken(doors[1] ?? '', {
      ...{ service: SERVICE, user: 'alice', password: PASSWORD, query: { offline_token: 'true', client_id: 'docker' } },
      headers: { 'x-forwarded-for': '198.51.100.8' },
    });
    const token = login.refreshToken ?? '';
    expect((await atBoth((door) => refresh(door, token))).map(({ status }) => status)).toEqual([200, 200]);
    await (await house.signIn('alice')).call(endAllSessions);
    await house.inForce();
    expect((await atBoth((door) => refresh(door, token))).map(({ status }) => status)).toEqual([401, 401]);
  });

  it('SEC-C17: combine no new right with an old membership', async () => {
    const devs = await house.group('devs', [bob]);
    const secret = await house.namespace(registry, 'secret', alice);
    await house.inForce();
    const stop = new AbortController();
    const granted: string[] = [];
    const watch = async (door: string) => {
      while (!stop.signal.aborted) {
        const answer = await ask(door, 'bob', { scope: 'repository:secret/app:push' });
        granted.push(...(answer.access['repository:secret/app'] ?? []));
      }
    };
    const watching = doors.map(watch);
    for (let round = 0; round < 5; round += 1) {
      await house.leave(devs, bob);
      const grant = await house.grant(secret, { kind: 'group', id: devs.id }, 'WRITE');
      await house.inForce();
      await house.administrator.call(deleteGrant, { params: { id: secret.id, grantId: grant } });
      await house.join(devs, bob);
    }
    stop.abort();
    await Promise.all(watching);
    expect(granted).toEqual([]);
  });

  it('make one namespace of two first pushes at once', async () => {
    const service = 'reg-pushes';
    const open = await house.registry(service);
    await house.swept(open);
    const body = { createOnPush: ['sandbox'] };
    await house.administrator.call(changeRegistry, { params: { id: open.id }, body });
    await house.inForce();
    const scopes = ['repository:sandbox/race/app:push'];
    const people = ['bob', 'carol'];
    const answers = await Promise.all(
      doors.map((door, at) => requestToken(door, { service, scopes, user: people[at] ?? '', password: PASSWORD })),
    );
    expect(answers.filter(({ access }) => access['repository:sandbox/race/app']?.includes('push'))).toHaveLength(1);
    const { items } = await house.administrator.call(listNamespaces, { query: { q: 'race' } });
    expect(items).toHaveLength(1);
  });

  it('hand all their decisions over, also the one that ends', async () => {
    // Two that are alike would be one row with a count.
    const answers = await Promise.all(
      doors.map((door, index) => ask(door, 'bob', { scope: `repository:team/last-${String(index)}:pull` })),
    );
    const ids = answers.map(({ claims }) => claims?.jti);
    await stopSecond();
    const missing = async () => {
      const { items } = await house.administrator.call(listDecisions, { query: { account: 'bob', limit: '200' } });
      const known = new Set(items.map(({ tokenId }) => tokenId));
      return ids.filter((id) => !known.has(id ?? ''));
    };
    await waitFor(async () => (await missing()).length === 0, { what: 'both tokens are in the log' });
    expect(await missing()).toEqual([]);
    await waitFor(async () => (await house.administrator.call(readPolicy)).replicas.length === 1, {
      what: 'it said goodbye',
    });
  });
});
