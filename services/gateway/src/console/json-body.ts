import type { FastifyInstance } from 'fastify';

const MEDIA_TYPES = ['application/json', 'application/merge-patch+json'];

/** The API takes JSON and nothing else; a client that declares JSON and sends nothing has sent nothing. */
export function acceptJsonOnly(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser<string>(MEDIA_TYPES, { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void parse(request, text, done);
  });
}
