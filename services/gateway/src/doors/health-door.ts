import type { Health } from '@spectacles/platform';
import type { FastifyInstance } from 'fastify';

/** `/livez` and `/readyz`, at the root for probes and below the web root for whoever sees nothing else. */
export function serveHealth(instance: FastifyInstance, webRoot: string, health: Health): void {
  for (const prefix of new Set(['', webRoot])) {
    instance.get(`${prefix}/livez`, () => ({ status: 'alive' }));
    instance.get(`${prefix}/readyz`, (_request, reply) => {
      const report = health.report();
      return reply.code(report.status === 'ready' ? 200 : 503).send(report);
    });
  }
}
