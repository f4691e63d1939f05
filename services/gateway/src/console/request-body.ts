import { UnsupportedMediaType } from '@spectacles/platform';
import type { FastifyInstance } from 'fastify';

const MEDIA_TYPES = ['application/json', 'application/merge-patch+json'];

/** Most bytes of a body that is text: with its envelope it fits into a message of the bus. */
export const TEXT_BODY_BYTES = 600_000;

/** The API takes JSON and nothing else; a client that declares JSON and sends nothing has sent nothing. */
export function acceptJsonOnly(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser<string>(MEDIA_TYPES, { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void parse(request, text, done);
  });
}

/** Takes a body of one media type, as the text that it is. */
export function acceptTextOnly(instance: FastifyInstance, mediaType: string): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser<string>(mediaType, { parseAs: 'string' }, (_request, text, done) => {
    done(null, text);
  });
  instance.addContentTypeParser('*', (_request, _payload, done) => {
    done(new UnsupportedMediaType(`The body must be text (${mediaType}).`));
  });
}
