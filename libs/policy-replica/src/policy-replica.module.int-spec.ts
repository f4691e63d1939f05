import { Controller, Module } from '@nestjs/common';
import { PolicyChanged, ReadPolicyLog, ReadPolicySnapshot } from '@spectacles/contracts';
import {
  BusMessageClient,
  HandleRequest,
  Health,
  InProcessBus,
  Metrics,
  parseSecretKeys,
  PlatformModule,
  Sealer,
  startMicroservice,
  type ServiceContext,
} from '@spectacles/platform';
import { ManualClock, testLogger, waitFor } from '@spectacles/testing';
import { afterEach, expect, it } from 'vitest';
import type { z } from 'zod';
import { PolicyReplica, PolicyReplicaModule } from './index.js';
import { MemoryPolicyLog, registry, REGISTRY } from './policy-log.fixture.js';

const limits = { readSeconds: 100, writeSeconds: 10 };
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const work of cleanUp.splice(0).reverse()) await work();
});

async function owner(log: MemoryPolicyLog, context: ServiceContext) {
  @Controller()
  class OwnerMessages {
    @HandleRequest(ReadPolicyLog)
    read(request: z.output<typeof ReadPolicyLog.request>) {
      return log.read(request);
    }

    @HandleRequest(ReadPolicySnapshot)
    snapshot(request: z.output<typeof ReadPolicySnapshot.request>) {
      return log.snapshot(request);
    }
  }

  @Module({ controllers: [OwnerMessages] })
  class OwnerModule {}

  const running = await startMicroservice(OwnerModule, { ...context, queue: 'identity' });
  cleanUp.push(() => running.close());
}

function contextOn(bus: InProcessBus): ServiceContext {
  const keys = parseSecretKeys('0123456789abcdef'.repeat(4));
  return {
    bus,
    logger: testLogger().logger,
    metrics: new Metrics(),
    health: new Health(),
    clock: new ManualClock(),
    sealer: new Sealer(keys),
  };
}

async function follower(context: ServiceContext, queue: string) {
  @Module({ imports: [PlatformModule.forRoot(context), PolicyReplicaModule.forRoot(limits)] })
  class FollowerModule {}

  const running = await startMicroservice(FollowerModule, { ...context, queue });
  cleanUp.push(() => running.close());
  return running.app.get(PolicyReplica);
}

it('follows over the bus, hears the doorbell in every service, and shows where it stands', async () => {
  const bus = new InProcessBus();
  cleanUp.push(() => bus.close());
  const log = new MemoryPolicyLog();
  log.commit(registry);
  const context = contextOn(bus);
  await owner(log, context);
  const replicas = [await follower(context, 'token'), await follower(context, 'catalog')];
  expect(replicas.map(({ version }) => version)).toEqual([1, 1]);
  expect(context.health.report()).toMatchObject({ status: 'ready', checks: { policy: 'ok' } });

  const n = log.commit({ ...registry, name: 'south' });
  new BusMessageClient(bus.client()).publish(PolicyChanged, { n });
  await waitFor(() => replicas.every(({ version }) => version === n), { what: 'the doorbell is heard', everyMs: 1 });
  expect(replicas.map(({ policy }) => policy.registry(REGISTRY)?.name)).toEqual(['south', 'south']);
  const text = await context.metrics.registry.metrics();
  expect(text).toContain(`policy_version ${String(n)}`);
  expect(text).toContain('policy_age_seconds 0');
});

it('is not ready by a policy that nobody confirmed for too long, and names the setting', async () => {
  const bus = new InProcessBus();
  cleanUp.push(() => bus.close());
  const log = new MemoryPolicyLog();
  log.commit(registry);
  const clock = new ManualClock();
  const context = { ...contextOn(bus), clock };
  await owner(log, context);
  const replica = await follower(context, 'catalog');
  log.beforeAnswer = () => Promise.reject(new Error('nobody answers'));
  clock.advanceSeconds(100);
  expect(context.health.report().checks['policy']).toBe('ok');
  clock.advanceSeconds(1);
  expect(context.health.report().checks['policy']).toContain('POLICY_MAX_AGE_READ_SECONDS');
  await expect(replica.atLeast(1)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
});

it('is not ready before it has a policy', async () => {
  const bus = new InProcessBus();
  cleanUp.push(() => bus.close());
  const context = contextOn(bus);
  const replica = await follower(context, 'token');
  expect(replica.ready).toBe(false);
  expect(context.health.report().checks['policy']).toBe('no policy was received yet');
  expect(await context.metrics.registry.metrics()).toContain('policy_age_seconds +Inf');
});
