import {
  BusMessageClient,
  Health,
  InProcessBus,
  type MessageClient,
  Metrics,
  parseSecretKeys,
  Sealer,
} from '@spectacles/platform';
import {
  type Caller,
  changeUser,
  CompleteSetup,
  type ConsoleReply,
  type ConsoleRoute,
  createGrant,
  createNamespace,
  createRegistry,
  createUser,
  type Envelope,
  type GrantView,
  type LogRow,
  type NamespaceView,
  type NewGrant,
  type NewRegistry,
  ReadPolicyLog,
  type RegistryView,
  type UserView,
} from '@spectacles/contracts';
import { DataSource } from 'typeorm';
import { ManualClock, TemporaryDirectory, testLogger } from '@spectacles/testing';
import type { IdentityConfig } from '../identity.config.js';
import { type RunningIdentityService, startIdentityService } from '../identity.service.js';
import { CountingHasher } from './counting-hasher.js';

export const SETUP_CODE = 'a setup code of the test';
export const PASSWORD = 'long enough password';
const origin = { address: '192.0.2.7', userAgent: 'test' };

/** What a call says beside its route. */
export interface CallInput {
  readonly as?: UserView | null;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly envelope?: Partial<Envelope>;
}

/** identity-service on the in-process bus with its own database, asked as the gateway asks it. */
export class IdentityHarness {
  readonly clock = new ManualClock();
  readonly hasher = new CountingHasher();
  /** What the service logs, without anything taken out of it. */
  readonly log = testLogger();
  readonly bus = new InProcessBus();
  readonly messages: MessageClient = new BusMessageClient(this.bus.client());
  readonly #directory = new TemporaryDirectory();
  #service: RunningIdentityService | null = null;
  #calls = 0;

  private constructor(private readonly config: Partial<IdentityConfig>) {}

  static async start(config: Partial<IdentityConfig> = {}): Promise<IdentityHarness> {
    const harness = new IdentityHarness(config);
    await harness.bus.connect();
    await harness.open();
    return harness;
  }

  /** Starts the service, once more after `stop`. */
  async open(secretKey = '0'.repeat(64)): Promise<void> {
    const config: IdentityConfig = {
      databaseUrl: `sqlite:${this.#directory.join('identity.db')}`,
      publicUrl: 'https://spectacles.example.com',
      issuer: 'Auth service',
      setupCode: SETUP_CODE,
      policyWriteSeconds: 900,
      ...this.config,
    };
    const sealer = new Sealer(parseSecretKeys(secretKey));
    const context = {
      bus: this.bus,
      logger: this.log.logger,
      metrics: new Metrics(),
      health: new Health(),
      clock: this.clock,
      sealer,
    };
    this.#service = await startIdentityService(config, context, { hasher: this.hasher });
  }

  async stop(): Promise<void> {
    await this.#service?.close();
    this.#service = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.bus.close();
    this.#directory.remove();
  }

  setupCode(): Promise<string | null> {
    if (this.#service === null) throw new Error('The service is not running.');
    return this.#service.setupCode();
  }

  /** The first administrator. */
  async setUp(username = 'root'): Promise<UserView> {
    const request = { code: SETUP_CODE, username, password: PASSWORD, email: null, ...origin };
    return (await this.messages.request(CompleteSetup, request)).user;
  }

  call(
    route: ConsoleRoute,
    { as = null, params = {}, query = {}, body, envelope = {} }: CallInput = {},
  ): Promise<ConsoleReply> {
    this.#calls += 1;
    const requestId = `request-${String(this.#calls)}`;
    return this.messages.call(route, {
      envelope: { requestId, caller: callerOf(as), ...origin, ...envelope },
      params,
      query,
      body,
    });
  }

  async user(as: UserView, username: string, more: object = {}): Promise<UserView> {
    const body = { username, password: PASSWORD, ...more };
    return (await this.call(createUser, { as, body })).body as UserView;
  }

  async registry(as: UserView, more: Partial<NewRegistry> = {}): Promise<RegistryView> {
    const body = { name: 'main', url: 'http://registry:5000', kind: 'distribution-2', service: 'main', ...more };
    return (await this.call(createRegistry, { as, body })).body as RegistryView;
  }

  async namespace(as: UserView, registry: RegistryView, path: string, owner: UserView): Promise<NamespaceView> {
    const body = { registryId: registry.id, path, owner: { kind: 'user', id: owner.id } };
    return (await this.call(createNamespace, { as, body })).body as NamespaceView;
  }

  async grant(as: UserView, namespace: NamespaceView, body: NewGrant): Promise<GrantView> {
    return (await this.call(createGrant, { as, params: { id: namespace.id }, body })).body as GrantView;
  }

  /** Takes a user's password away, which no route does yet. */
  async forgetPassword(user: UserView): Promise<void> {
    await this.database((dataSource) =>
      dataSource.query('UPDATE users SET password_hash = NULL WHERE id = ?', [user.id]),
    );
  }

  /** What is stored of somebody's password. */
  async passwordHashOf(username: string): Promise<string> {
    const rows = await this.database((dataSource) =>
      dataSource.query<{ hash: string }[]>('SELECT password_hash AS hash FROM users WHERE username = ?', [username]),
    );
    return rows[0]?.hash ?? '';
  }

  /** Everything that readers of the policy are told from the start. */
  async policyRows(): Promise<LogRow[]> {
    const page = await this.messages.request(ReadPolicyLog, { after: { n: 0, id: '' }, skip: 0, limit: 2000 });
    return page.outcome === 'rows' ? page.rows : [];
  }

  private async database<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    const dataSource = new DataSource({ type: 'better-sqlite3', database: this.#directory.join('identity.db') });
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }

  async disable(as: UserView, user: UserView): Promise<UserView> {
    return (await this.call(changeUser, { as, params: { id: user.id }, body: { status: 'disabled' } }))
      .body as UserView;
  }
}

function callerOf(user: UserView | null): Caller {
  if (user === null) return { kind: 'anonymous' };
  return { kind: 'user', userId: user.id, sessionId: user.id };
}
