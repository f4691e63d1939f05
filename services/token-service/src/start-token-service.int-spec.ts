import { IssueRegistryAccess, PolicyChanged } from '@spectacles/contracts';
import {
  BusMessageClient,
  ConfigurationError,
  Health,
  InProcessBus,
  Metrics,
  parseSecretKeys,
  Sealer,
  type ServiceContext,
  startMicroservice,
  SystemClock,
} from '@spectacles/platform';
import { TemporaryDirectory, testLogger, waitFor } from '@spectacles/testing';
import { decodeJwt } from 'jose';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mountTokenDoor } from './door/mount-token-door.js';
import { startTokenService } from './start-token-service.js';
import { alice, aNamespace, aUser, basic, regA } from './test-support/house.js';
import { commits, PolicyOwnerModule } from './test-support/bus-owners.js';
import { aCredential } from './test-support/machine-credentials.js';
import { loadTokenConfig } from './token-config.js';

describe('token-service on the bus', () => {
  const bus = new InProcessBus();
  const { logger } = testLogger();
  const directory = new TemporaryDirectory();
  const context: ServiceContext = {
    bus,
    logger,
    metrics: new Metrics(),
    health: new Health(),
    clock: new SystemClock(),
    sealer: new Sealer(parseSecretKeys('b'.repeat(64))),
  };
  const messages = new BusMessageClient(bus.client());
  let owner: Awaited<ReturnType<typeof startMicroservice>>;
  let service: Awaited<ReturnType<typeof startTokenService>>;
  let url = '';

  beforeAll(async () => {
    commits.push(alice, regA, aNamespace(21, regA, 'team', alice));
    await bus.connect();
    owner = await startMicroservice(PolicyOwnerModule, { bus, queue: 'identity-service', logger });
    service = await startTokenService(loadTokenConfig({ PORT: '0', DATA_DIR: directory.path }), context);
    url = `http://127.0.0.1:${String(service.port)}`;
    await waitFor(() => context.health.report().status === 'ready', { what: 'token-service is ready' });
  });
  afterAll(async () => {
    await service.close();
    await owner.close();
    await bus.close();
    directory.remove();
  });

  it('follows the policy, makes its keys through the owner, and issues', async () => {
    const response = await fetch(`${url}/token?service=reg-a&scope=repository:team/app:push`, {
      headers: basic('alice', 'pw'),
    });
    const { token } = (await response.json()) as { token: string };
    expect(decodeJwt(token)).toMatchObject({ sub: 'alice', access: [{ name: 'team/app', actions: ['push'] }] });
    expect(commits.filter((state) => state.kind === 'signing-key')).toHaveLength(2);
  });

  it('lets a user in at once whom the owner knows and the replica does not yet', async () => {
    commits.push(aUser(7, 'carol'));
    const response = await fetch(`${url}/token?service=reg-a`, { headers: basic('carol', 'pw') });
    expect(decodeJwt(((await response.json()) as { token: string }).token)).toMatchObject({ sub: 'carol' });
  });

  it('takes a token at once that the owner knows and the replica does not yet', async () => {
    const token = aCredential(8, alice);
    commits.push(token.state);
    const response = await fetch(`${url}/token?service=reg-a`, { headers: basic('alice', token.secret) });
    expect(response.status).toBe(200);
    expect(decodeJwt(((await response.json()) as { token: string }).token)).toMatchObject({ sub: 'alice' });
  });

  it('hears of a change by its doorbell', async () => {
    commits.push({ ...regA, refuseAnonymous: true });
    messages.publish(PolicyChanged, { n: commits.length });
    const refused = async () => (await fetch(`${url}/token?service=reg-a`)).status === 401;
    await waitFor(refused, { what: 'anonymous is refused', deadlineMs: 1500 });
  });

  it('answers registry-sync-service over the bus', async () => {
    const reply = await messages.request(IssueRegistryAccess, { registryId: regA.id, scope: { kind: 'catalog' } });
    expect(decodeJwt(reply.token)).toMatchObject({ sub: ':sync', aud: 'reg-a' });
  });

  it('is mounted on a server that has hooks and parsers of its own, below a prefix', async () => {
    const server = fastify();
    server.addHook('onRequest', (_request, _reply, done) => {
      done();
    });
    await server.register((scope) => mountTokenDoor(scope, service.door), { prefix: '/spectacles' });
    const base = `${await server.listen({ port: 0, host: '127.0.0.1' })}/spectacles`;
    const json = await fetch(`${base}/auth/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    const statuses = [json.status, (await fetch(`${base}/token`, { method: 'DELETE' })).status];
    const named = await fetch(`${base}/token`, { headers: basic('alice', 'pw') });
    const large = await fetch(`${base}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=${'x'.repeat(70_000)}`,
    });
    statuses.push(large.status);
    await server.close();
    expect([...statuses, named.status]).toEqual([415, 405, 413, 200]);
  });

  it('does not start with a key that cannot be read', async () => {
    const config = loadTokenConfig({ SPECTACLES_PRIV_KEY_PATH: '/nowhere/own.key' });
    await expect(startTokenService(config, context)).rejects.toBeInstanceOf(ConfigurationError);
  });
});
