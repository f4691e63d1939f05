import {
  BaseRpcContext,
  Server,
  type CustomTransportStrategy,
  type IncomingRequest,
  type MessageHandler,
} from '@nestjs/microservices';
import { InFlight } from './in-flight.js';
import { runHandler } from './run-handler.js';
import type { SubjectHub } from './subject-hub.js';

/** The answering end of the in-process bus, as Nest's microservice API wants it. */
export class HubServer extends Server implements CustomTransportStrategy {
  private readonly inFlight = new InFlight();
  private unsubscribe: (() => void)[] = [];

  constructor(
    private readonly hub: SubjectHub,
    private readonly queue: string,
  ) {
    super();
    this.initializeSerializer({});
    this.initializeDeserializer({});
  }

  override listen(callback: (error?: unknown) => void): void {
    for (const [pattern, handler] of this.messageHandlers) {
      this.unsubscribe.push(
        this.hub.subscribe({
          pattern,
          kind: handler.isEventHandler === true ? 'event' : 'request',
          queue: this.queue,
          remote: false,
          handle: (text) => this.inFlight.track(() => this.handle(handler, text)),
        }),
      );
    }
    callback();
  }

  override async close(): Promise<void> {
    for (const leave of this.unsubscribe.splice(0)) leave();
    await this.inFlight.idle();
  }

  override on(): never {
    throw new Error('The in-process bus has no connection events.');
  }

  override unwrap(): never {
    throw new Error('The in-process bus has no driver beneath.');
  }

  private async handle(handler: MessageHandler, text: string): Promise<string> {
    const packet = JSON.parse(text) as IncomingRequest;
    return JSON.stringify(await runHandler(handler, packet.data, new BaseRpcContext([packet.pattern])));
  }
}
