import type { ConsoleCall } from '@spectacles/contracts';
import {
  ConsoleReply,
  consoleSubject,
  ErrorReply,
  type ConsoleRoute,
  type EventContract,
  type RequestContract,
} from '@spectacles/contracts';
import { firstValueFrom, lastValueFrom, timeout } from 'rxjs';
import type { z } from 'zod';
import type { BusClient } from '../bus/bus.js';
import type { DomainError } from '../errors/domain-error.js';
import { RemoteError } from '../errors/domain-error.js';
import { fieldErrorsOf } from '../errors/field-errors.js';
import { InternalError, MalformedRequest, ServiceUnavailable } from '../errors/general-errors.js';
import { currentRequestId } from '../logging/request-context.js';
import { MessageClient, type RequestOptions } from './message-client.js';
import type { Wire } from './wire.js';

function withCause(error: DomainError, cause: unknown): DomainError {
  error.cause = cause;
  return error;
}

/** A refusal keeps its code; a peer that failed is INTERNAL; a silence of any kind is SERVICE_UNAVAILABLE. */
function toDomainError(failure: unknown): DomainError {
  const refusal = ErrorReply.safeParse(failure);
  if (refusal.success) return new RemoteError(refusal.data);
  const crashed = typeof failure === 'object' && failure !== null && 'status' in failure && failure.status === 'error';
  return withCause(crashed ? new InternalError() : new ServiceUnavailable(), failure);
}

/** Speaks the contracts over whatever bus there is. */
export class BusMessageClient extends MessageClient {
  constructor(private readonly client: BusClient) {
    super();
  }

  override async request<C extends RequestContract>(
    contract: C,
    payload: z.input<C['request']>,
    options: RequestOptions = {},
  ): Promise<z.output<C['reply']>> {
    const checked = contract.request.safeParse(payload);
    if (!checked.success) throw new MalformedRequest(undefined, fieldErrorsOf(checked.error));
    const answer = await this.ask(contract.subject, { payload, ...options }, contract.timeoutMs);
    const reply = contract.reply.safeParse(answer);
    if (!reply.success) throw withCause(new InternalError(), reply.error);
    return reply.data as z.output<C['reply']>;
  }

  override async call(route: ConsoleRoute, call: z.input<typeof ConsoleCall>): Promise<ConsoleReply> {
    const { requestId } = call.envelope;
    const answer = await this.ask(consoleSubject(route), { payload: call, requestId }, route.timeoutMs);
    const reply = ConsoleReply.safeParse(answer);
    if (!reply.success) throw withCause(new InternalError(), reply.error);
    if (reply.data.status === 204 || route.produces !== null) return reply.data;
    // The view's schema is strict: a field that is not in it cannot leave the house.
    const view = route.reply.safeParse(reply.data.body);
    if (!view.success) throw withCause(new InternalError(), view.error);
    return reply.data;
  }

  override publish<E extends EventContract>(event: E, payload: z.input<E['payload']>): void {
    const requestId = currentRequestId();
    const wire: Wire = { payload, ...(requestId === undefined ? {} : { requestId }) };
    lastValueFrom(this.client.emit(event.subject, wire), { defaultValue: null }).catch(() => {
      // Lossy by contract: whoever needs the fact polls as well.
    });
  }

  private async ask(subject: string, message: Wire, timeoutMs: number): Promise<unknown> {
    const requestId = message.requestId ?? currentRequestId();
    const wire: Wire = { payload: message.payload, ...(requestId === undefined ? {} : { requestId }) };
    try {
      return await firstValueFrom(this.client.send<unknown>(subject, wire).pipe(timeout(timeoutMs)), {
        defaultValue: null,
      });
    } catch (failure) {
      throw toDomainError(failure);
    }
  }
}
