import { ClientNats, type NatsOptions } from '@nestjs/microservices';
import { ConfigurationError } from '../config/configuration-error.js';
import { Bus, type BusClient } from './bus.js';
import { DrainingNatsServer } from './draining-nats-server.js';

type ConnectionOptions = NonNullable<NatsOptions['options']>;

/** The client ignores credentials inside a URL, so they are taken out here; each user has inboxes of its own. */
function connectionOptions(url: string, name: string): ConnectionOptions {
  const parsed = new URL(url);
  const user = decodeURIComponent(parsed.username);
  return {
    servers: `${parsed.hostname}:${parsed.port === '' ? '4222' : parsed.port}`,
    name,
    ...(user === '' ? {} : { user, pass: decodeURIComponent(parsed.password), inboxPrefix: `_INBOX_${user}` }),
    ...(parsed.protocol === 'tls:' ? { tls: {} } : {}),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    reconnectJitter: 250,
  };
}

/** The bus of the distributed way to run: core NATS, request and reply. */
export class NatsBus extends Bus {
  private readonly options: ConnectionOptions;
  private readonly nats: ClientNats;

  constructor(options: { readonly url: string; readonly name: string }) {
    super();
    this.options = connectionOptions(options.url, options.name);
    this.nats = new ClientNats(this.options);
  }

  override async connect(): Promise<void> {
    try {
      await this.nats.connect();
    } catch (error) {
      // Here, not above: a process without a broker does not load its client.
      const { AuthorizationError } = await import('@nats-io/transport-node');
      if (!(error instanceof AuthorizationError)) throw error;
      throw new ConfigurationError([{ name: 'NATS_URL', message: 'the broker refuses this user or password' }]);
    }
  }

  override server(queue: string): DrainingNatsServer {
    return new DrainingNatsServer(this.options, queue);
  }

  override client(): BusClient {
    return this.nats;
  }

  override async close(): Promise<void> {
    await this.nats.close();
  }
}
