import type { ConsoleCall, ConsoleReply, ConsoleRoute, EventContract, RequestContract } from '@spectacles/contracts';
import type { z } from 'zod';

export interface RequestOptions {
  /** The id of the request that this one serves; by default that of the current context. */
  readonly requestId?: string;
}

/** How a service speaks to the others. Rejects with a `DomainError`: the other's refusal, or SERVICE_UNAVAILABLE. */
export abstract class MessageClient {
  abstract request<C extends RequestContract>(
    contract: C,
    payload: z.input<C['request']>,
    options?: RequestOptions,
  ): Promise<z.output<C['reply']>>;

  /** Passes a console request to the owner of its route. */
  abstract call(route: ConsoleRoute, call: z.input<typeof ConsoleCall>): Promise<ConsoleReply>;

  /** Tells whoever listens; lossy, never throws. */
  abstract publish<E extends EventContract>(event: E, payload: z.input<E['payload']>): void;
}
