import { consoleRoutes, type ConsoleReply, type ConsoleRoute } from '@spectacles/contracts';
import { NotFound } from '@spectacles/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowed } from '../gateway.errors.js';
import { KNOWN_METHODS, refuseWith } from '../server/refuse-with.js';
import type { ExportEndpoints } from '../exports/export.endpoints.js';
import type { SessionEndpoints } from '../sessions/session.endpoints.js';
import { sendAnswer } from './console-answer.js';
import type { ConsoleForwarder } from './console-forwarder.js';
import type { ConsoleGuard } from './console-guard.js';
import { acceptJsonOnly, acceptTextOnly, TEXT_BODY_BYTES } from './request-body.js';

/** `/users/{id}` as Fastify writes it. */
const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Methods by path: whatever else is asked of it is refused with their names. */
function methodsByPath(routes: readonly ConsoleRoute[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const path = fastifyPath(route.path);
    const own = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method];
    methods.set(path, [...(methods.get(path) ?? []), ...own]);
  }
  return methods;
}

/** What routes are served with. */
export interface ConsoleRouterParts {
  readonly guard: ConsoleGuard;
  readonly forwarder: ConsoleForwarder;
  readonly sessions: SessionEndpoints;
  readonly exports: ExportEndpoints;
  readonly webRoot: string;
}

/** Serves every route of the console API, and no other. */
export class ConsoleRouter {
  constructor(private readonly parts: ConsoleRouterParts) {}

  /** To be registered below `/api`. */
  attach(instance: FastifyInstance): void {
    instance.addHook('onRequest', (request, _reply, done) => {
      this.parts.guard.checkOrigin(request);
      done();
    });
    acceptJsonOnly(instance);
    for (const route of consoleRoutes) {
      if (route.consumes === null) this.serve(instance, route);
      else this.serveText(instance, route, route.consumes);
    }
    for (const [path, allowed] of methodsByPath(consoleRoutes)) {
      refuseWith(
        instance,
        `/v1${path}`,
        KNOWN_METHODS.filter((method) => !allowed.includes(method)),
        () => new MethodNotAllowed(allowed),
      );
    }
    for (const path of ['/', '/*'])
      refuseWith(instance, path, KNOWN_METHODS, () => new NotFound('There is no such route.'));
  }

  /** In a scope of its own, since the parsers of bodies are those of a scope. */
  private serveText(instance: FastifyInstance, route: ConsoleRoute, mediaType: string): void {
    void instance.register((scope, _options, done) => {
      acceptTextOnly(scope, mediaType);
      this.serve(scope, route, TEXT_BODY_BYTES);
      done();
    });
  }

  private serve(instance: FastifyInstance, route: ConsoleRoute, bodyLimit?: number): void {
    instance.route({
      method: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
      url: `/v1${fastifyPath(route.path)}`,
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      onRequest: (request) => this.parts.guard.admit(route, request),
      handler: async (request, reply) => this.handle(route, request, reply),
    });
  }

  private async handle(route: ConsoleRoute, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (this.parts.exports.serves(route)) return this.parts.exports.answer(route, request, reply);
    return sendAnswer(reply, route, await this.answer(route, request, reply), this.parts.webRoot);
  }

  private answer(route: ConsoleRoute, request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    return route.owner === 'gateway'
      ? this.parts.sessions.answer(route, request, reply)
      : this.parts.forwarder.forward(route, request, reply);
  }
}
