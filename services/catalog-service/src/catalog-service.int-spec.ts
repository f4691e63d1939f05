import { Controller, Inject, Module } from '@nestjs/common';
import {
  ApplyReading,
  BeginReading,
  FindUnknownImages,
  ListFoundNames,
  ListKnownRepositories,
  ListKnownTags,
  listRepositories,
  listTags,
  PolicyChanged,
  ReadPolicyLog,
  ReadPolicySnapshot,
  readRepository,
  readTag,
  ReportRepositoryMissing,
  RepositoryView,
  type ConsoleRoute,
  type LogRow,
} from '@spectacles/contracts';
import {
  BusMessageClient,
  HandleRequest,
  Health,
  InProcessBus,
  Metrics,
  newId,
  parseSecretKeys,
  PlatformModule,
  Sealer,
  startMicroservice,
  SystemClock,
  type RunningService,
} from '@spectacles/platform';
import { TemporaryDirectory, testLogger, waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCatalogConfig } from './catalog.config.js';
import { startCatalogService } from './start-catalog-service.js';
import { digest, image, namespaceRow, registryRow, userRow } from './test-support/test-catalog.js';

class PolicyLog {
  readonly rows: LogRow[] = [];
}

/** The end of the policy log that identity-service has. */
@Controller()
class PolicyLogMessages {
  constructor(@Inject(PolicyLog) private readonly log: PolicyLog) {}

  @HandleRequest(ReadPolicyLog)
  read({ after }: z.output<typeof ReadPolicyLog.request>): z.input<typeof ReadPolicyLog.reply> {
    const head = { n: this.log.rows.length, id: 'id' };
    if (after === null) return { outcome: 'snapshot', head: { n: 0, id: 'id' } };
    return { outcome: 'rows', rows: this.log.rows.filter((row) => row.n > after.n), head };
  }

  @HandleRequest(ReadPolicySnapshot)
  snapshot(): z.input<typeof ReadPolicySnapshot.reply> {
    return { rows: [], next: null };
  }
}

const RepositoryPage = z.object({ items: z.array(RepositoryView), next: z.string().nullable() });

describe('catalog-service on the bus', () => {
  const clock = new SystemClock();
  const log = new PolicyLog();
  const directory = new TemporaryDirectory();
  const bus = new InProcessBus();
  const messages = new BusMessageClient(bus.client());
  const [registryId, namespaceId, ada, bob] = [newId(clock), newId(clock), newId(clock), newId(clock)];
  const closing: RunningService[] = [];

  function put(row: { kind: string; key: string; state: object | null }): void {
    const n = log.rows.length + 1;
    const state = row.state === null ? null : JSON.stringify(row.state);
    log.rows.push({ n, id: 'id', kind: row.kind, key: row.key, state, last: true });
    messages.publish(PolicyChanged, { n });
  }

  beforeAll(async () => {
    const { logger } = testLogger();
    const sealer = new Sealer(parseSecretKeys('00'.repeat(32)));
    const context = { bus, logger, metrics: new Metrics(), health: new Health(), clock, sealer };
    @Module({
      imports: [PlatformModule.forRoot(context)],
      controllers: [PolicyLogMessages],
      providers: [{ provide: PolicyLog, useValue: log }],
    })
    class OwnersModule {}
    closing.push(await startMicroservice(OwnersModule, { bus, queue: 'owners', logger }));
    closing.push(await startCatalogService(loadCatalogConfig({ DATA_DIR: directory.path }), context));
    put(userRow(ada, true));
    put(userRow(bob, false));
    put(registryRow(registryId));
    put(namespaceRow(namespaceId, registryId, 'team', bob));
  });
  afterAll(async () => {
    for (const service of closing.reverse()) await service.close();
    await bus.close();
    directory.remove();
  });

  function call(route: ConsoleRoute, userId: string | null, more: object = {}) {
    const caller =
      userId === null ? ({ kind: 'anonymous' } as const) : ({ kind: 'user', userId, sessionId: newId(clock) } as const);
    const envelope = { requestId: 'r', caller, address: '::1', userAgent: 'test', atLeast: log.rows.length };
    return messages.call(route, { envelope, params: {}, query: {}, body: null, ...more });
  }

  async function read(name: string): Promise<string> {
    const { repositoryId, reading } = await messages.request(BeginReading, {
      registryId,
      name,
      atLeast: log.rows.length,
    });
    const unknown = await messages.request(FindUnknownImages, { repositoryId, digests: [digest(name)] });
    expect(unknown.digests).toEqual([digest(name)]);
    const found = { tags: [{ name: 'latest', digest: digest(name) }], images: [image(name)], missing: [] };
    const applied = await messages.request(ApplyReading, { repositoryId, reading, ...found, complete: true });
    expect(applied).toEqual({ written: 1, removed: 0 });
    return repositoryId;
  }

  it('takes readings and shows them by right', async () => {
    const seen = await read('team/app');
    const hidden = await read('other/tool');
    const known = await messages.request(ListKnownRepositories, { registryId, after: '', limit: 10 });
    expect(known.names).toEqual(['other/tool', 'team/app']);
    expect(await messages.request(ListKnownTags, { repositoryId: seen, after: 'a' })).toEqual({
      tags: [{ name: 'latest', digest: digest('team/app'), missing: false }],
      next: null,
    });

    const page = RepositoryPage.parse((await call(listRepositories, bob)).body);
    expect(page.items).toMatchObject([
      {
        id: seen,
        name: 'team/app',
        namespaceId,
        ownAccess: {
          actions: ['pull', 'push', 'delete'],
          source: 'Owning it gives pull, push, delete (FULL) in the namespace team.',
        },
      },
    ]);
    expect(RepositoryPage.parse((await call(listRepositories, ada)).body).items).toHaveLength(2);
    expect(RepositoryPage.parse((await call(listRepositories, null)).body).items).toEqual([]);
    expect((await call(readTag, bob, { params: { id: seen, name: 'latest' } })).body).toMatchObject({
      digest: digest('team/app'),
    });
    for (const [route, params] of [
      [readRepository, { id: hidden }],
      [listTags, { id: hidden }],
      [readTag, { id: hidden, name: 'latest' }],
      [readTag, { id: seen, name: 'no-such-tag' }],
      [readRepository, { id: newId(clock) }],
      [readRepository, { id: 'no-id' }],
    ] as const)
      await expect(call(route, bob, { params })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes a right away with the next request', async () => {
    put(namespaceRow(namespaceId, registryId, 'team', ada));
    expect(RepositoryPage.parse((await call(listRepositories, bob)).body).items).toEqual([]);
    put(namespaceRow(namespaceId, registryId, 'team', bob));
    expect(RepositoryPage.parse((await call(listRepositories, bob)).body).items).toHaveLength(1);
  });

  it('tells identity-service which names nobody owns', async () => {
    const request = { registryId: null, part: '', atLeast: log.rows.length, limit: 50, cursor: null };
    expect(await messages.request(ListFoundNames, request)).toEqual({
      items: [{ registryId, path: 'other', repositoryCount: 1 }],
      next: null,
    });
  });

  it('refuses queries that it does not know', async () => {
    for (const query of [{ limit: '0' }, { limit: '201' }, { sort: 'size' }, { cursor: 'x' }, { unknown: '1' }])
      await expect(call(listRepositories, ada, { query })).rejects.toMatchObject({ code: 'MALFORMED_REQUEST' });
  });

  it('answers a version that it has not seen with POLICY_NOT_YET', async () => {
    const begun = messages.request(BeginReading, { registryId, name: 'a', atLeast: log.rows.length + 1 });
    await expect(begun).rejects.toMatchObject({ code: 'POLICY_NOT_YET' });
  });

  it('forgets what a repository held that the registry has no more', async () => {
    for (const removed of [false, true]) {
      const { repositoryId, reading } = await messages.request(BeginReading, {
        registryId,
        name: 'other/tool',
        atLeast: 0,
      });
      expect(await messages.request(ReportRepositoryMissing, { repositoryId, reading })).toEqual({ removed });
    }
    expect(RepositoryPage.parse((await call(listRepositories, ada)).body).items).toHaveLength(1);
  });

  it('forgets what a disconnected registry showed', async () => {
    put({ kind: 'namespace', key: namespaceId, state: null });
    put({ kind: 'registry', key: registryId, state: null });
    await waitFor(
      async () =>
        (await messages.request(ListKnownRepositories, { registryId, after: '', limit: 10 })).names.length === 0,
      { what: 'the names of the registry are gone' },
    );
  });
});
