import type { FastifyInstance } from 'fastify';

/** The methods that this door knows; a request with another one finds no route. */
export const KNOWN_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Refuses before a body is read: what it holds does not matter. */
export function refuseWith(instance: FastifyInstance, url: string, method: string[], reason: () => Error): void {
  instance.route({
    method,
    url,
    onRequest: (_request, _reply, done) => {
      done(reason());
    },
    handler: () => {
      throw reason();
    },
  });
}
