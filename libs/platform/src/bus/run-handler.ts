import type { BaseRpcContext, MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';

/** What a handler came to, as it crosses the bus. */
export type Outcome = { readonly response: unknown } | { readonly err: unknown };

/** Runs a handler of Nest to its last value; a refusal is an outcome, not an exception. */
export async function runHandler(handler: MessageHandler, data: unknown, context: BaseRpcContext): Promise<Outcome> {
  try {
    const result: unknown = await handler(data, context);
    const response = isObservable(result) ? await lastValueFrom(result, { defaultValue: null }) : result;
    return { response: response ?? null };
  } catch (error) {
    return { err: error instanceof Error ? { status: 'error', message: 'Internal server error' } : error };
  }
}
