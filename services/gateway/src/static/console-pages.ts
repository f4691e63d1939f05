import { NotFound } from '@spectacles/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONSOLE_POLICY } from '../server/security-headers.js';
import type { ConsoleFile, ConsoleFiles } from './console-files.js';

const IMMUTABLE = 'public, max-age=31536000, immutable';

function pathBelow(url: string, webRoot: string): string | null {
  const path = url.split('?', 1)[0] ?? '';
  try {
    return decodeURIComponent(path.slice(webRoot.length + 1));
  } catch {
    return null;
  }
}

/** Only somebody who opens a page gets the console for an unknown path; a script that asks for a file gets the truth. */
const isNavigation = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');

async function send(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): Promise<FastifyReply> {
  const encoding = file.encodingFor(request.headers['accept-encoding']);
  reply.headers({ 'Content-Security-Policy': CONSOLE_POLICY, ETag: file.etag, Vary: 'Accept-Encoding' });
  if (file.immutable) reply.header('Cache-Control', IMMUTABLE);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('Content-Encoding', encoding);
  return reply.type(file.mediaType).send(await file.bytes(encoding));
}

/** Serves the console's files, and its page for every address that is a page of the console. */
export function serveConsole(instance: FastifyInstance, files: ConsoleFiles, webRoot: string): void {
  instance.route({
    method: ['GET', 'HEAD'],
    url: `${webRoot}/*`,
    handler: (request, reply) => {
      const path = pathBelow(request.url, webRoot);
      const file = path === null ? undefined : path === '' ? files.index : files.find(path);
      if (file !== undefined) return send(request, reply, file);
      if (path === null || !isNavigation(request)) throw new NotFound('There is nothing at this address.');
      return send(request, reply, files.index);
    },
  });
  if (webRoot === '') return;
  instance.get(webRoot, (_request, reply) => reply.redirect(`${webRoot}/`, 308));
}
