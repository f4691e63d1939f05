import { NotFound, type Health } from '@spectacles/platform';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import type { ConsoleRouter } from '../console/console-router.js';
import { serveHealth } from '../doors/health-door.js';
import { serveProblemPages } from '../doors/problem-door.js';
import type { TokenDoorProxy } from '../doors/token-door-proxy.js';
import type { ConsoleFiles } from '../static/console-files.js';
import { serveConsole } from '../static/console-pages.js';
import type { Edge } from './edge.js';
import { KNOWN_METHODS, refuseWith } from './refuse-with.js';

export type TokenDoorMount = (instance: FastifyInstance) => void | Promise<void>;

/** What stands behind the public door. */
export interface PublicRoutes {
  readonly webRoot: string;
  readonly edge: Edge;
  readonly console: ConsoleRouter;
  readonly health: Health;
  /** null serves no console. */
  readonly files: ConsoleFiles | null;
  /** The token door of this process, or the way to another's. */
  readonly tokenDoor: TokenDoorMount | TokenDoorProxy | null;
}

/** A scope of its own, whose hooks and parsers concern nothing else. */
const scoped =
  (attach: (scope: FastifyInstance) => void): FastifyPluginCallback =>
  (scope, _options, done) => {
    attach(scope);
    done();
  };

function attachBehindEdge(scope: FastifyInstance, routes: PublicRoutes): void {
  const { webRoot, tokenDoor, files } = routes;
  routes.edge.attach(scope);
  serveHealth(scope, webRoot, routes.health);
  serveProblemPages(scope, webRoot);
  void scope.register(
    scoped((api) => {
      routes.console.attach(api);
    }),
    { prefix: `${webRoot}/api` },
  );
  if (tokenDoor !== null && typeof tokenDoor !== 'function') {
    void scope.register(
      scoped((doors) => {
        tokenDoor.attach(doors);
      }),
    );
  }
  if (files !== null) serveConsole(scope, files, webRoot);
  const rest = files === null ? KNOWN_METHODS : KNOWN_METHODS.filter((method) => method !== 'GET' && method !== 'HEAD');
  refuseWith(scope, `${webRoot}/*`, rest, () => new NotFound('There is nothing at this address.'));
}

/** Puts everything on the public port. A token door of this process is the hot path: it answers for itself. */
export async function attachPublicRoutes(instance: FastifyInstance, routes: PublicRoutes): Promise<void> {
  const { edge, tokenDoor, webRoot } = routes;
  instance.setNotFoundHandler((request, reply) => edge.notFound(request, reply));
  instance.setErrorHandler((error, request, reply) => edge.refuse(error, request, reply));
  if (typeof tokenDoor === 'function') {
    await instance.register(async (scope) => tokenDoor(scope), { prefix: webRoot });
  }
  await instance.register(
    scoped((scope) => {
      attachBehindEdge(scope, routes);
    }),
  );
}
