import { type CustomTransportStrategy, NatsContext, type NatsOptions, ServerNats } from '@nestjs/microservices';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { InFlight } from './in-flight.js';
import { type Outcome, runHandler } from './run-handler.js';

interface RequestPacket {
  readonly id?: string;
  readonly data: unknown;
}

const TOO_LARGE = { code: 'INTERNAL', status: 500, message: 'The answer is too large for one message.' };

/**
 * Nest's NATS server, with a shutdown that answers what was asked: its own sleeps a fixed time, and `drain()` of the
 * client does not wait for asynchronous handlers. Events go to every instance, requests to one of the queue group.
 */
export class DrainingNatsServer extends ServerNats implements CustomTransportStrategy {
  private readonly inFlight = new InFlight();
  private readonly active: Subscription[] = [];
  private connection: NatsConnection | null = null;

  constructor(
    options: NonNullable<NatsOptions['options']>,
    private readonly group: string,
  ) {
    super(options);
  }

  override async createNatsClient(): Promise<NatsConnection> {
    this.connection = (await super.createNatsClient()) as NatsConnection;
    return this.connection;
  }

  /** Started means that the broker knows who listens. */
  override start(callback: (error?: unknown) => void): void {
    const { connection } = this;
    if (connection === null) throw new TypeError('The server starts before it is connected.');
    this.bindEvents(connection);
    connection.flush().then(() => {
      callback();
    }, callback);
  }

  override bindEvents(client: NatsConnection): void {
    for (const [subject, handler] of this.messageHandlers) {
      this.active.push(
        client.subscribe(subject, {
          ...(handler.isEventHandler === true ? {} : { queue: this.group }),
          callback: (error, message) => {
            if (error === null) void this.handleMessage(subject, message);
            else this.handleError(error.message);
          },
        }),
      );
    }
  }

  override handleMessage(channel: string, message: Msg): Promise<void> {
    return this.inFlight
      .track(async () => {
        const handler = this.getHandlerByPattern(channel);
        const packet = message.json<RequestPacket>();
        if (handler === null) return;
        const outcome = await runHandler(handler, packet.data, new NatsContext([message.subject, message.headers]));
        if (packet.id !== undefined) this.answer(message, { id: packet.id, ...outcome, isDisposed: true });
      })
      .catch((error: unknown) => {
        this.handleError(error instanceof Error ? error.message : 'a message could not be read');
      });
  }

  override async close(): Promise<void> {
    // Where the broker is gone there is nothing to take leave of, and nobody to answer.
    await Promise.allSettled(this.active.splice(0).map((subscription) => subscription.drain()));
    await this.inFlight.idle();
    if (this.connection?.isClosed() === false) await this.connection.drain().catch(() => undefined);
    this.connection = null;
    await super.close();
  }

  private answer(message: Msg, reply: { readonly id: string; readonly isDisposed: true } & Outcome): void {
    try {
      message.respond(JSON.stringify(reply));
    } catch {
      // The client refuses payloads beyond the broker's limit: say so instead of letting the asker time out.
      message.respond(JSON.stringify({ id: reply.id, err: TOO_LARGE, isDisposed: true }));
    }
  }
}
