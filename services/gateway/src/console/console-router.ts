import { consoleRoutes, type ConsoleReply, type ConsoleRoute } from '@spectacles/contracts';
import { NotFound } from '@spectacles/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowed } from '../gateway.errors.js';
import { KNOWN_METHODS, refuseWith } from '../server/refuse-with.js';
import type { SessionEndpoints } from '../sessions/session.endpoints.js';
import { sendAnswer } from './console-answer.js';
import type { ConsoleForwarder } from './console-forwarder.js';
import type { ConsoleGuard } from './console-guard.js';
import { acceptJsonOnly } from './json-body.js';

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

/** Serves every route of the console API, and no other. */
export class ConsoleRouter {
  constructor(
    private readonly guard: ConsoleGuard,
    private readonly forwarder: ConsoleForwarder,
    private readonly sessions: SessionEndpoints,
    private readonly webRoot: string,
  ) {}

  /** To be registered below `/api`. */
  attach(instance: FastifyInstance): void {
    instance.addHook('onRequest', (request, _reply, done) => {
      this.guard.checkOrigin(request);
      done();
    });
    acceptJsonOnly(instance);
    for (const route of consoleRoutes) this.serve(instance, route);
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

  private serve(instance: FastifyInstance, route: ConsoleRoute): void {
    instance.route({
      method: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
      url: `/v1${fastifyPath(route.path)}`,
      onRequest: (request) => this.guard.admit(route, request),
      handler: async (request, reply) =>
        sendAnswer(reply, route, await this.answer(route, request, reply), this.webRoot),
    });
  }

  private answer(route: ConsoleRoute, request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    return route.owner === 'gateway'
      ? this.sessions.answer(route, request, reply)
      : this.forwarder.forward(route, request, reply);
  }
}
