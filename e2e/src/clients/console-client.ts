import { setTimeout as sleep } from 'node:timers/promises';
import { openSession, Problem, readSession } from '@spectacles/contracts';
import type { ConsoleRoute } from '@spectacles/contracts';
import type { z } from 'zod';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathOf(route: ConsoleRoute, { params = {}, query = {} }: CallInput): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return `/api/v1${path}${search === '' ? '' : `?${search}`}`;
}

/** Behaves as a browser does: keeps cookies and sends the CSRF token. Every answer is read by its contract. */
export class ConsoleClient {
  readonly cookies = new Map<string, string>();
  csrfToken: string | null = null;

  constructor(
    readonly url: string,
    private readonly authorization: string | null = null,
  ) {}

  /** Signs in and remembers the session's token. */
  static async signedIn(url: string, username: string, password: string): Promise<ConsoleClient> {
    const client = new ConsoleClient(url);
    await client.call(openSession, { body: { username, password } });
    client.csrfToken = (await client.call(readSession)).csrfToken;
    return client;
  }

  /** One request as it is; a body that is not a string is sent as JSON. */
  async request(method: string, path: string, { body, headers = {} }: CallInput = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...this.credentials(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parseJson(text) };
  }

  /** The answer of a route, whatever it is; 503 with Retry-After is asked again, as the API allows. */
  async send(route: ConsoleRoute, input: CallInput = {}): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.request(route.method, pathOf(route, input), input);
      const again = answer.status === 503 && answer.headers.has('retry-after') && attempt < 5;
      if (!again) return answer;
      await sleep(1000);
    }
  }

  /** The reply of a route that succeeds. */
  async call<Route extends ConsoleRoute>(route: Route, input: CallInput = {}): Promise<z.output<Route['reply']>> {
    const answer = await this.send(route, input);
    if (answer.status !== route.status) {
      throw new Error(`${route.operationId}: ${String(answer.status)} ${answer.text.slice(0, 400)}`);
    }
    const reply = route.produces === null ? answer.json : answer.text;
    return route.reply.parse(reply) as z.output<Route['reply']>;
  }

  /** The problem document of a route that refuses. */
  async refusal(route: ConsoleRoute, input: CallInput = {}): Promise<Problem> {
    const answer = await this.send(route, input);
    return readProblem(answer);
  }

  private credentials(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      ...(cookie === '' ? {} : { cookie }),
      ...(this.authorization === null ? {} : { authorization: this.authorization }),
      ...(this.csrfToken === null ? {} : { 'x-csrf-token': this.csrfToken }),
    };
  }

  private keep(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const ended = attributes.some((attribute) => /^max-age=(?:0|-\d+)$/i.test(attribute));
    if (ended) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1));
  }
}

/** A refusal must be a problem document, and nothing else. */
export function readProblem(answer: Answer): Problem {
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) {
    throw new Error(`Not a problem document: ${String(answer.status)} ${type} ${answer.text.slice(0, 300)}`);
  }
  return Problem.parse(answer.json);
}
