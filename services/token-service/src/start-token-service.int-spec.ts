import { Controller, Module } from '@nestjs/common';
import {
  IssueRegistryAccess,
  PolicyChanged,
  PutKeyRing,
  ReadPolicyLog,
  ReadPolicySnapshot,
  VerifyCredentials,
} from '@spectacles/contracts';
import type { LogPage, PolicyState, SnapshotPage } from '@spectacles/contracts';
import {
  BusMessageClient,
  ConfigurationError,
  HandleRequest,
  Health,
  InProcessBus,
  Metrics,
  parseSecretKeys,
  Sealer,
  type ServiceContext,
  startMicroservice,
  SystemClock,
} from '@spectacles/platform';
import { testLogger, waitFor } from '@spectacles/testing';
import { decodeJwt } from 'jose';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { mountTokenDoor } from './door/mount-token-door.js';
import { startTokenService } from './start-token-service.js';
import { alice, aNamespace, aUser, basic, regA } from './test-support/house.js';
import { loadTokenConfig } from './token-config.js';

/** A log of one state per commit, and what an owner does with it. */
const commits: PolicyState[] = [];
const at = (n: number) => ({ n, id: `commit-${String(n)}` });
const rowOf = (state: PolicyState) => ({ kind: state.kind, key: state.id, state: JSON.stringify(state) });

@Controller()
class OwnerMessages {
  @HandleRequest(ReadPolicyLog)
  read({ after }: z.output<typeof ReadPolicyLog.request>): LogPage {
    const head = at(commits.length);
    if (after === null) return { outcome: 'snapshot', head };
    const rows = commits
      .slice(after.n)
      .map((state, index) => ({ ...at(after.n + index + 1), ...rowOf(state), last: true }));
    return { outcome: 'rows', rows, head };
  }

  @HandleRequest(ReadPolicySnapshot)
  snapshot(): SnapshotPage {
    return { rows: commits.map(rowOf), next: null };
  }

  @HandleRequest(VerifyCredentials)
  verify({ username }: z.output<typeof VerifyCredentials.request>) {
    const user = commits.findLast((state) => state.kind === 'user' && state.username === username);
    return { userId: user?.id ?? '', credentialVersion: 1, policyVersion: commits.length };
  }

  @HandleRequest(PutKeyRing)
  put({ keys }: z.output<typeof PutKeyRing.request>) {
    commits.push(...keys);
    return { policyVersion: commits.length };
  }
}

@Module({ controllers: [OwnerMessages] })
class OwnerModule {}

describe('token-service on the bus', () => {
  const bus = new InProcessBus();
  const { logger } = testLogger();
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
    owner = await startMicroservice(OwnerModule, { bus, queue: 'identity-service', logger });
    service = await startTokenService(loadTokenConfig({ PORT: '0' }), context);
    url = `http://127.0.0.1:${String(service.port)}`;
    await waitFor(() => context.health.report().status === 'ready', { what: 'token-service is ready' });
  });
  afterAll(async () => {
    await service.close();
    await owner.close();
    await bus.close();
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
