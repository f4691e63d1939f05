import type { ClientProxy, CustomTransportStrategy } from '@nestjs/microservices';

/** The asking end, as far as anybody needs it. */
export type BusClient = Pick<ClientProxy, 'send' | 'emit'>;

/**
 * What carries messages between services. A request goes to one instance of the queue group that answers its subject;
 * an event goes to every instance that listens. Payloads cross as JSON, whatever the transport.
 */
export abstract class Bus {
  abstract connect(): Promise<void>;
  /** The strategy of a Nest microservice; `queue` names the service, whose instances share the requests. */
  abstract server(queue: string): CustomTransportStrategy;
  abstract client(): BusClient;
  /** Finishes what is in flight, then disconnects. */
  abstract close(): Promise<void>;
}

/** Nobody answers this subject. */
export class NoResponderError extends Error {
  override readonly name = 'NoResponderError';
  constructor(readonly subject: string) {
    super(`Nobody answers "${subject}".`);
  }
}
