import type { Logger } from '@spectacles/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Pool, type Dispatcher } from 'undici';
import { KNOWN_METHODS } from '../server/refuse-with.js';
import { stateOf } from '../server/request-state.js';

/** The addresses of the token endpoint, and of the public keys; none of them ever redirects (a POST would become a GET). */
const TOKEN_PATHS = ['/token', '/auth', '/auth/token', '/token_auth'].flatMap((path) => [path, `${path}/`]);
const KEY_PATHS = ['/keys/*'];

/** They concern one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);
/** What we say ourselves about the client, or what belongs to the other connection. */
const REPLACED = new Set(['host', 'content-length', 'x-forwarded-for', 'x-request-id']);

const SILENCE = 'The token service does not answer. Try again.';
/** In the words that clients of registries read, and those of OAuth2. */
const UNAVAILABLE = {
  error: 'temporarily_unavailable',
  error_description: SILENCE,
  errors: [{ code: 'UNAVAILABLE', message: SILENCE }],
};

function forwardedHeaders(request: FastifyRequest): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !REPLACED.has(name)) headers[name] = value;
  }
  const { address, requestId } = stateOf(request);
  return { ...headers, 'x-forwarded-for': address, 'x-request-id': requestId };
}

/** Forwards the token door to token-service over connections that stay open. */
export class TokenDoorProxy {
  private readonly pool: Pool;

  constructor(
    private readonly target: URL,
    private readonly webRoot: string,
    private readonly logger: Logger,
  ) {
    this.pool = new Pool(target.origin, {
      connections: 64,
      keepAliveTimeout: 30_000,
      connect: { timeout: 2000 },
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
    });
  }

  attach(instance: FastifyInstance): void {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    for (const path of [...TOKEN_PATHS, ...KEY_PATHS]) {
      instance.route({
        method: KNOWN_METHODS,
        url: `${this.webRoot}${path}`,
        handler: (request, reply) => this.forward(request, reply),
      });
    }
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async forward(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const answer = await this.ask(request);
    if (answer === null) return reply.code(503).header('Retry-After', '1').send(UNAVAILABLE);
    reply.code(answer.statusCode);
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined && !HOP_BY_HOP.has(name) && name !== 'content-length') reply.header(name, value);
    }
    return reply.send(Buffer.from(await answer.body.arrayBuffer()));
  }

  private async ask(request: FastifyRequest): Promise<Dispatcher.ResponseData | null> {
    const options: Dispatcher.RequestOptions = {
      method: request.method,
      path: `${this.target.pathname.replace(/\/$/, '')}${request.url.slice(this.webRoot.length)}`,
      headers: forwardedHeaders(request),
      body: Buffer.isBuffer(request.body) ? request.body : null,
    };
    try {
      return await this.pool.request(options).catch((error: unknown) => this.askAgain(error, options));
    } catch (error) {
      this.logger.warn({ requestId: stateOf(request).requestId, err: error }, 'token-service does not answer');
      return null;
    }
  }

  /** A kept connection may have been closed under the request; a token asked for twice does no harm. */
  private askAgain(error: unknown, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> {
    const closed =
      error instanceof Error && 'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET');
    if (!closed) throw error;
    return this.pool.request(options);
  }
}
