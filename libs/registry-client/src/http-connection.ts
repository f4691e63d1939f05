import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Pool } from 'undici';
import { guardedLookup, refuseAddressOf } from './address-guard.js';
import { RegistryError } from './registry-error.js';
import { toRegistryError } from './transport-failure.js';

/** An answer, with its body read to the end. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** The first value of a header, by its lower-case name. */
  header(name: string): string | null;
}

/** What is asked for, and how much of an answer is taken. */
export interface HttpRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes of a good answer; a longer one is refused before it is read. */
  readonly limit: number;
  /** Names the answer in an error. */
  readonly what: string;
}

/** Settings of a connection. */
export interface HttpConnectionOptions {
  /** PEM of an authority that is trusted beside the system's. */
  readonly caCertificate?: string | null;
  /** Requests in flight at once. */
  readonly concurrency: number;
  readonly connectTimeoutMs: number;
  /** From the request to the last byte of the answer. */
  readonly totalTimeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Nobody reads more of a refusal than its codes. */
const REFUSAL_LIMIT = 65_536;

/** Keep-alive connections to one origin; follows no redirect, and reaches no link-local or metadata address. */
export class HttpConnection {
  private readonly pool: Pool;

  constructor(
    readonly origin: URL,
    private readonly options: HttpConnectionOptions,
  ) {
    refuseAddressOf(origin);
    const secureContext = secureContextOf(origin, options.caCertificate ?? null);
    this.pool = new Pool(origin.origin, {
      connections: options.concurrency,
      allowH2: false,
      headersTimeout: options.totalTimeoutMs,
      bodyTimeout: options.totalTimeoutMs,
      connect: {
        lookup: guardedLookup,
        timeout: options.connectTimeoutMs,
        ...(secureContext === null ? {} : { secureContext }),
      },
    });
  }

  async get(request: HttpRequest): Promise<HttpAnswer> {
    const timeout = AbortSignal.timeout(this.options.totalTimeoutMs);
    const { signal } = this.options;
    try {
      return await this.send(request, signal === undefined ? timeout : AbortSignal.any([timeout, signal]));
    } catch (cause) {
      if (signal?.aborted === true) throw signal.reason;
      throw toRegistryError(cause);
    }
  }

  /** Ends what is in flight. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { statusCode, headers, body } = await this.pool.request({
      method: 'GET',
      path: request.path,
      headers: { 'user-agent': 'spectacles', ...request.headers },
      reset: false,
      signal,
    });
    const good = statusCode < 300;
    const limit = good ? request.limit : REFUSAL_LIMIT;
    const header = (name: string): string | null => firstOf(headers[name]);
    const announced = Number(header('content-length') ?? '0');
    const bytes = announced > limit ? null : await readBounded(body, limit);
    if (bytes === null) {
      body.destroy();
      if (good) throw new RegistryError({ kind: 'too-large', what: request.what, limit });
    }
    return { status: statusCode, body: bytes ?? Buffer.alloc(0), header };
  }
}

async function readBounded(body: AsyncIterable<unknown>, limit: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function secureContextOf(origin: URL, caCertificate: string | null): SecureContext | null {
  if (origin.protocol !== 'https:' || caCertificate === null) return null;
  try {
    return createSecureContext({ ca: [...getCACertificates('default'), caCertificate] });
  } catch (cause) {
    throw new RegistryError({ kind: 'tls', problem: 'unknown-authority' }, { cause });
  }
}
