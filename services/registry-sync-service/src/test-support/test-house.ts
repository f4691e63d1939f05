import { Module } from '@nestjs/common';
import type { ConsoleCall, ConsoleReply, ConsoleRoute, PolicyState, RegistryState } from '@spectacles/contracts';
import {
  BusMessageClient,
  Health,
  InProcessBus,
  Metrics,
  newId,
  parseSecretKeys,
  PlatformModule,
  Sealer,
  startMicroservice,
  SystemClock,
  type MessageClient,
  type RunningService,
  type ServiceContext,
} from '@spectacles/platform';
import { TemporaryDirectory, testLogger } from '@spectacles/testing';
import { startRegistrySyncService } from '../start-registry-sync-service.js';
import type { SyncConfig } from '../sync.config.js';
import { InMemoryCatalog } from './in-memory-catalog.js';
import { StubOwners, StubPolicyLog } from './stub-owners.js';
import { TokenIssuer } from './token-issuer.js';

const clock = new SystemClock();
const policyAge = { readSeconds: 86_400, writeSeconds: 900 };
const PUBLIC_URL = 'http://localhost:5050';

/** A registry of the policy. */
export function registryState(more: { readonly url: string } & Partial<RegistryState>): RegistryState {
  return {
    kind: 'registry',
    id: newId(clock),
    name: 'a registry',
    publicHost: 'localhost:5000',
    service: 'registry service',
    issuer: 'Auth service',
    registryKind: 'distribution-2',
    refuseAnonymous: false,
    headerMode: 'x5c',
    caCertificate: null,
    pullTokenSeconds: 300,
    pushTokenSeconds: 900,
    createOnPush: [],
    personalNamespaces: false,
    ...more,
  };
}

/** A user of the policy. */
export function userState(username: string, administrator: boolean) {
  const id = newId(clock);
  return {
    kind: 'user',
    id,
    username,
    administrator,
    status: 'active',
    credentialVersion: 1,
    labels: {},
    refreshRevokedBelow: 0,
  } satisfies PolicyState;
}

/** registry-sync-service on a bus with stand-ins for the other services. */
export class TestHouse {
  readonly administrator = userState('ada', true);
  readonly catalog = new InMemoryCatalog();
  private readonly directory = new TemporaryDirectory();
  private readonly closing: RunningService[] = [];

  private constructor(
    private readonly context: ServiceContext,
    readonly messages: MessageClient,
    readonly issuer: TokenIssuer,
    readonly policy: StubPolicyLog,
  ) {}

  static async open(config: Partial<SyncConfig> = {}): Promise<TestHouse> {
    const bus = new InProcessBus();
    const { logger } = testLogger();
    const sealer = new Sealer(parseSecretKeys('00'.repeat(32)));
    const context = { bus, logger, metrics: new Metrics(), health: new Health(), clock, sealer };
    const messages = new BusMessageClient(bus.client());
    const house = new TestHouse(context, messages, await TokenIssuer.make(), new StubPolicyLog(messages));
    house.policy.put(house.administrator);
    await house.startOwners();
    await house.startSync(config);
    return house;
  }

  /** What a registry is told about tokens, unless a test tells it otherwise. */
  tokenAuth(more: { realm?: string; service?: string; issuer?: string; bundle?: string } = {}) {
    const { bundle } = this.issuer;
    return { realm: `${PUBLIC_URL}/token`, service: 'registry service', issuer: 'Auth service', bundle, ...more };
  }

  /** A console request, by default of the administrator. */
  call(route: ConsoleRoute, more: Partial<ConsoleCall> = {}, userId = this.administrator.id): Promise<ConsoleReply> {
    const caller = { kind: 'user', userId, sessionId: newId(clock) } as const;
    const envelope = { requestId: 'request', caller, address: '127.0.0.1', userAgent: 'test' };
    const atLeast = this.policy.rows.length;
    return this.messages.call(route, {
      envelope: { ...envelope, atLeast },
      params: {},
      query: {},
      body: null,
      ...more,
    });
  }

  async close(): Promise<void> {
    for (const service of this.closing.reverse()) await service.close();
    await this.context.bus.close();
    this.directory.remove();
  }

  /** Ends registry-sync-service alone, and starts it again on the same database. */
  async restartSync(): Promise<void> {
    await this.closing.pop()?.close();
    await this.startSync({});
  }

  private async startOwners(): Promise<void> {
    @Module({
      imports: [PlatformModule.forRoot(this.context)],
      controllers: [StubOwners],
      providers: [
        { provide: StubPolicyLog, useValue: this.policy },
        { provide: InMemoryCatalog, useValue: this.catalog },
        { provide: TokenIssuer, useValue: this.issuer },
      ],
    })
    class OwnersModule {}
    this.closing.push(
      await startMicroservice(OwnersModule, { bus: this.context.bus, queue: 'owners', logger: this.context.logger }),
    );
  }

  private async startSync(config: Partial<SyncConfig>): Promise<void> {
    const databaseUrl = `sqlite:${this.directory.join('sync.db')}`;
    const whole = {
      databaseUrl,
      periodMs: 60_000,
      publicUrl: PUBLIC_URL,
      issuer: 'Auth service',
      policyAge,
      ...config,
    };
    this.closing.push(await startRegistrySyncService(whole, this.context));
  }
}
