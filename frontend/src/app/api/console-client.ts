import { HttpClient, httpResource, type HttpResourceRequest } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { ConsoleRoute } from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import type * as z from 'zod';
import { LoadedValue } from './loaded-value';
import { toProblem } from './problem';

/** What a call of a route takes beside the route. */
export interface CallInput<R extends ConsoleRoute> {
  readonly params?: z.input<R['params']>;
  readonly query?: z.input<R['query']>;
  readonly body?: z.input<R['body']>;
}

/** Calls the console API by its contracts: paths, parameters and answers come from the route's own schemas. */
@Service()
export class ConsoleClient {
  private readonly http = inject(HttpClient);

  /** Reads a route again whenever a signal that `input` reads changes; undefined reads nothing. */
  read<R extends ConsoleRoute>(route: R, input: () => CallInput<R> | undefined): LoadedValue<z.output<R['reply']>> {
    const request = () => {
      const call = input();
      return call === undefined ? undefined : requestOf(route, call);
    };
    const parse = (body: unknown) => route.reply.parse(body) as z.output<R['reply']>;
    return new LoadedValue(
      route.produces === null ? httpResource(request, { parse }) : httpResource.text(request, { parse }),
    );
  }

  /** Calls a route once; rejects with an {@link ApiProblem}. */
  async send<R extends ConsoleRoute>(route: R, input: CallInput<R>): Promise<z.output<R['reply']>> {
    const { url, params, body, headers } = requestOf(route, input);
    try {
      const answer = await firstValueFrom(this.http.request<unknown>(route.method, url, { body, params, headers }));
      return route.reply.parse(answer ?? undefined) as z.output<R['reply']>;
    } catch (error) {
      throw toProblem(error);
    }
  }
}

type Parameters = Record<string, string | number | boolean>;

function requestOf<R extends ConsoleRoute>(
  route: R,
  input: CallInput<R>,
): HttpResourceRequest & { params: Parameters; headers: Record<string, string> } {
  return {
    url: addressOf(route, input.params),
    method: route.method,
    body: input.body,
    params: withoutBlanks(input.query),
    headers: route.consumes === null ? {} : { 'Content-Type': route.consumes },
  };
}

/** Relative to the document's base, so that the console also lives below a prefix. */
export function addressOf(route: Pick<ConsoleRoute, 'path'>, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(values.get(name) ?? '')),
  );
  return `api/v1${path}`;
}

/** A filter that is not set is not sent. */
function withoutBlanks(query: unknown): Parameters {
  const entries = Object.entries((query ?? {}) as Record<string, string | number | boolean | undefined>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined && entry[1] !== ''),
  );
}
