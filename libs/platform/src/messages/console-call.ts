import { ConsoleCall, type Caller, type ConsoleRoute, type Envelope } from '@spectacles/contracts';
import type { z } from 'zod';
import { fieldErrorsOf } from '../errors/field-errors.js';
import { MalformedRequest, NotFound, ValidationFailed } from '../errors/general-errors.js';

/** A console request at its owner: who calls, what the path and the query say, and the body once it may be looked at. */
export interface OpenConsoleCall<R extends ConsoleRoute = ConsoleRoute> {
  readonly envelope: Envelope;
  readonly caller: Caller;
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  /** Throws VALIDATION_FAILED; to be called after permission is known, so that 403 goes before 422. */
  body(): z.output<R['body']>;
}

/** Opens a console call: an identifier that cannot be one is NOT_FOUND, a query that cannot be read is a 400. */
export function openConsoleCall<R extends ConsoleRoute>(route: R, payload: unknown): OpenConsoleCall<R> {
  const call = ConsoleCall.safeParse(payload);
  if (!call.success) throw new MalformedRequest(undefined, fieldErrorsOf(call.error));
  const params = route.params.safeParse(call.data.params);
  if (!params.success) throw new NotFound();
  const query = route.query.safeParse(call.data.query);
  if (!query.success) {
    throw new MalformedRequest('The query cannot be read.', fieldErrorsOf(query.error));
  }
  return {
    envelope: call.data.envelope,
    caller: call.data.envelope.caller,
    params: params.data as z.output<R['params']>,
    query: query.data as z.output<R['query']>,
    body: () => {
      const body = route.body.safeParse(call.data.body);
      if (!body.success) throw new ValidationFailed(fieldErrorsOf(body.error));
      return body.data as z.output<R['body']>;
    },
  };
}
