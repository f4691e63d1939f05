import { fileURLToPath } from 'node:url';

import { ReplicaLeft, ReplicaReported } from '@spectacles/contracts';
import { HandleEvent, NatsBus, startMicroservice } from '@spectacles/platform';
import {
  freePorts,
  requireProgram,
  type RunningNats,
  startNats,
  TemporaryDirectory,
  testLogger,
  TestProcess,
  waitFor,
} from '@spectacles/testing';
import { Controller, Module } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { commits, decisions, PolicyOwnerModule, TokenLogModule } from './test-support/bus-owners.js';
import { alice, aNamespace, basic, regA } from './test-support/house.js';
import { aCredential } from './test-support/machine-credentials.js';

/** The built program: what is killed is what an operator runs. */
const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const reports: z.output<typeof ReplicaReported.payload>[] = [];
const goodbyes: string[] = [];

@Controller()
class ReportMessages {
  @HandleEvent(ReplicaReported)
  reported(report: z.output<typeof ReplicaReported.payload>): void {
    reports.push(report);
  }

  @HandleEvent(ReplicaLeft)
  left({ instance }: z.output<typeof ReplicaLeft.payload>): void {
    goodbyes.push(instance);
  }
}

@Module({ controllers: [ReportMessages] })
class ReportModule {}

describe.skipIf(!requireProgram('nats-server'))('a token server that is killed', () => {
  const directory = new TemporaryDirectory();
  const token = aCredential(51, alice);
  let nats: RunningNats;
  let bus: NatsBus;
  let owner: Awaited<ReturnType<typeof startMicroservice>>;
  let url = '';

  const join = (module: Parameters<typeof startMicroservice>[0], queue: string) =>
    startMicroservice(module, { bus, queue, logger: testLogger().logger });

  async function start(): Promise<TestProcess> {
    const [port, managementPort] = await freePorts(2);
    const server = TestProcess.start(process.execPath, {
      args: [PROGRAM],
      name: 'token-service',
      env: {
        PORT: String(port),
        MANAGEMENT_PORT: String(managementPort),
        DATA_DIR: directory.path,
        NATS_URL: nats.url,
        SECRET_KEY: 'ab'.repeat(32),
        LOG_LEVEL: 'warn',
      },
    });
    url = `http://127.0.0.1:${String(port)}`;
    const answers = async () => (await fetch(`${url}/token`)).ok;
    await waitFor(() => server.exited !== null || answers().catch(() => false), {
      what: 'a token',
      deadlineMs: 30_000,
    });
    server.assertRunning();
    return server;
  }

  async function tokenFor(repository: string): Promise<string> {
    const answer = await fetch(`${url}/token?service=reg-a&scope=repository:${repository}:push`, {
      headers: basic('alice', token.secret),
    });
    return decodeJwt(((await answer.json()) as { token: string }).token).jti ?? '';
  }

  beforeAll(async () => {
    commits.push(alice, regA, aNamespace(21, regA, 'team', alice), token.state);
    nats = await startNats();
    bus = new NatsBus({ url: nats.url, name: 'test' });
    await bus.connect();
    owner = await join(PolicyOwnerModule, 'identity-service');
    await join(ReportModule, 'reports');
  });
  afterAll(async () => {
    await owner.close();
    await bus.close();
    await nats.stop();
    directory.remove();
  });

  it('loses no token that it answered: the next start hands all of them over', async () => {
    const first = await start();
    const issued = await Promise.all(Array.from({ length: 40 }, (_, index) => tokenFor(`team/n${String(index)}`)));
    first.signal('SIGKILL');
    await first.waitForExit();
    expect(decisions).toEqual([]);
    await join(TokenLogModule, 'catalog-service');
    const second = await start();
    const known = () => new Set(decisions.map((record) => (record.kind === 'decision' ? record.tokenId : null)));
    await waitFor(() => issued.every((id) => known().has(id)), { what: 'every token is in the log' });
    const later = await tokenFor('team/later');
    await waitFor(() => known().has(later), { what: 'so is the next one' });
    await second.stop('SIGTERM');
  });

  it('says who it is and what it enforces while it lives, and goodbye when it may', async () => {
    const instances = [...new Set(reports.map(({ instance }) => instance))];
    expect(instances).toHaveLength(2);
    const last = reports.at(-1);
    expect(last).toMatchObject({ service: 'token', version: commits.length, instance: instances[1] });
    expect(last?.keyRingVersion).toBeGreaterThan(0);
    await waitFor(() => goodbyes.length > 1, { what: 'the goodbyes arrive' });
    // The first one was killed and said none itself: the one that found its data did.
    expect(goodbyes).toEqual(instances);
    expect(Object.keys(last?.latestExpiry ?? {})).toEqual([regA.id]);
  });
});
