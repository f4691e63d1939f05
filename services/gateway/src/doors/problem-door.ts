import { NotFound } from '@spectacles/platform';
import type { FastifyInstance } from 'fastify';
import { problemCatalogue } from '../problems/problem-catalogue.js';

/** What the `type` of a problem document leads to: the code in words, for whoever follows it. */
export function serveProblemPages(instance: FastifyInstance, webRoot: string): void {
  instance.get<{ Params: { code: string } }>(`${webRoot}/problems/:code`, (request, reply) => {
    const entry = problemCatalogue.find((each) => each.code === request.params.code);
    if (entry === undefined) throw new NotFound('There is no such problem.');
    const text = `${entry.code} (HTTP ${String(entry.status)})\n${entry.title}\n\n${entry.advice}\n`;
    return reply.type('text/plain; charset=utf-8').send(text);
  });
}
