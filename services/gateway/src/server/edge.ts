import { randomUUID } from 'node:crypto';
import {
  clientAddress,
  NotFound,
  RemoteError,
  type DomainError,
  type Logger,
  type Metrics,
} from '@spectacles/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway.config.js';
import { MethodNotAllowed, RequestHeadersTooLarge } from '../gateway.errors.js';
import { problemDocument, toDomainError } from '../problems/problem-document.js';
import { openRequestState, requestState } from './request-state.js';
import { setSecurityHeaders } from './security-headers.js';

const PROXY_REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;

/** Files of the console and probes are many and tell little. */
const QUIET_ROUTES = /\/(?:\*|livez|readyz)$/;

/** What every request meets, whatever it asks for: an id, an address, safe headers, one line in the log, one measurement. */
export class Edge {
  constructor(
    private readonly config: GatewayConfig,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  attach(instance: FastifyInstance): void {
    const seconds = this.metrics.requests();
    instance.addHook('onRequest', (request, reply, done) => {
      this.open(request, reply);
      done(
        request.raw.rawHeaders.length > 2 * this.config.limits.headerCount ? new RequestHeadersTooLarge() : undefined,
      );
    });
    instance.addHook('onResponse', (request, reply, done) => {
      this.record(request, reply, seconds);
      done();
    });
    instance.setErrorHandler((error, request, reply) => this.refuse(error, request, reply));
  }

  /** Answers whatever no route took, also outside the web root. */
  notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (requestState(request) === null) this.open(request, reply);
    return this.refuse(new NotFound('There is nothing at this address.'), request, reply);
  }

  refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const refusal = toDomainError(error, request.routeOptions.bodyLimit);
    const requestId = requestState(request)?.requestId ?? request.id;
    this.explain(refusal, error, { requestId, route: routeOf(request) });
    this.describe(refusal, reply);
    return reply
      .code(refusal.status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemDocument(refusal, requestId, this.config.webRoot)));
  }

  /** The cause is for the log alone; what another service answered is in the log of that service. */
  private explain(refusal: DomainError, error: unknown, context: Readonly<Record<string, string>>): void {
    if (error instanceof RemoteError) return;
    if (refusal.status === 500) this.logger.error({ ...context, err: error }, 'request failed');
    else if (refusal.status === 503) this.logger.warn({ ...context, reason: reasonOf(refusal) }, refusal.message);
  }

  private describe(refusal: DomainError, reply: FastifyReply): void {
    if (refusal.retryAfterSeconds !== undefined) reply.header('Retry-After', String(refusal.retryAfterSeconds));
    if (refusal.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="Spectacles"');
    if (refusal instanceof MethodNotAllowed) reply.header('Allow', refusal.allowed.join(', '));
  }

  private open(request: FastifyRequest, reply: FastifyReply): void {
    const peer = request.raw.socket.remoteAddress;
    const address = clientAddress(peer, request.headers['x-forwarded-for'], this.config.trustedProxies).slice(0, 64);
    const requestId = this.requestIdOf(request, address !== clientAddress(peer, undefined, this.config.trustedProxies));
    openRequestState(request, { requestId, address, arrivedAt: performance.now(), session: null, credential: null });
    setSecurityHeaders(reply);
    reply.header('X-Request-Id', requestId);
  }

  /** A proxy that we trust may have numbered the request already. */
  private requestIdOf(request: FastifyRequest, viaProxy: boolean): string {
    const given = request.headers['x-request-id'];
    return viaProxy && typeof given === 'string' && PROXY_REQUEST_ID.test(given) ? given : randomUUID();
  }

  private record(request: FastifyRequest, reply: FastifyReply, seconds: ReturnType<Metrics['requests']>): void {
    const state = requestState(request);
    if (state === null) return;
    const elapsed = performance.now() - state.arrivedAt;
    const route = routeOf(request);
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, elapsed / 1000);
    const line = {
      requestId: state.requestId,
      method: request.method,
      route,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      durationMs: Math.round(elapsed * 10) / 10,
      address: state.address,
      ...(state.session === null ? {} : { userId: state.session.session.user.id }),
      ...(state.credential === null ? {} : { credentialId: state.credential.credentialId }),
    };
    if (QUIET_ROUTES.test(route)) this.logger.debug(line, 'request');
    else this.logger.info(line, 'request');
  }
}

/** The template, never the path itself: metrics and logs must not grow with what strangers ask for. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}

/** One line is enough while a service is away: each request would write the same stack. */
function reasonOf({ cause }: DomainError): string {
  return cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : 'unknown';
}
