import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';

import { clientAddress, type TrustedProxies } from '@spectacles/platform';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { KeyDocuments } from './key-documents.js';
import { parseParameters } from './parameters.js';
import * as refusals from './refusal.js';
import type { Refusal } from './refusal.js';
import type { RequestOrigin } from './request-origin.js';
import { type DoorAnswer, TOKEN_HEADER_LIST } from './token-answer.js';
import type { TokenDoor } from './token-door.js';

/** The door of this process: what answers, and whose word about the client is believed. */
export interface PublicDoor {
  readonly tokens: TokenDoor;
  readonly keys: KeyDocuments;
  readonly trustedProxies: TrustedProxies;
}

/** Registries are configured with any of these; none redirects, since a redirect turns POST into GET. */
const TOKEN_PATHS = ['/token', '/auth', '/auth/token', '/token_auth'].flatMap((path) => [path, `${path}/`]);

const BODY_LIMIT = 65_536;
/** As much of it as anybody takes note of. */
const USER_AGENT_MAX = 512;
const FORM = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/iu;
const PROXY_REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/u;

function originOf(request: FastifyRequest, proxies: TrustedProxies): RequestOrigin {
  const peer = request.raw.socket.remoteAddress;
  const address = clientAddress(peer, request.headers['x-forwarded-for'], proxies);
  const given = request.headers['x-request-id'];
  const believed = typeof given === 'string' && PROXY_REQUEST_ID.test(given) && proxies.trusts(peer ?? '');
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, USER_AGENT_MAX);
  return { address, userAgent, requestId: believed ? given : randomUUID() };
}

const send = (reply: FastifyReply, answer: DoorAnswer, requestId: string): FastifyReply =>
  reply.code(answer.status).headers(answer.headers).header('x-request-id', requestId).send(answer.body);

/**
 * Writes a token without the framework's serialization: the answer is text already, in ASCII, and headers and body leave
 * in one write.
 */
function sendToken(reply: FastifyReply, answer: DoorAnswer, requestId: string): FastifyReply {
  if (answer.status !== 200) return send(reply, answer, requestId);
  reply.hijack();
  const own = ['x-request-id', requestId, 'content-length', String(answer.body.length)];
  reply.raw.writeHead(200, [...TOKEN_HEADER_LIST, ...own]).end(answer.body, 'latin1');
  return reply;
}

function queryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

function refusalOfError(error: FastifyError): Refusal {
  if (error.statusCode === 413) return refusals.bodyTooLarge;
  if (error.statusCode === 415) return refusals.unsupportedMedia;
  return error.statusCode === 400 ? refusals.malformed('The request cannot be read.') : refusals.internalError;
}

function mountTokens(scope: FastifyInstance, { tokens, trustedProxies }: PublicDoor): void {
  // Whatever is sent is read as bytes: the handler says which types it takes, and nothing is parsed before.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    done(null, body);
  });
  const query = (request: FastifyRequest, reply: FastifyReply) => {
    const origin = originOf(request, trustedProxies);
    const answered = tokens.answerQuery(queryOf(request), request.headers.authorization, origin);
    return answered.then((answer) => sendToken(reply, answer, origin.requestId));
  };
  const form = async (request: FastifyRequest, reply: FastifyReply) => {
    const origin = originOf(request, trustedProxies);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const readable = FORM.test(request.headers['content-type'] ?? '') && isUtf8(body);
    const answer = readable
      ? await tokens.answerForm(body.toString(), request.headers.authorization, origin)
      : tokens.refuse(refusals.unsupportedMedia, origin);
    return send(reply, answer, origin.requestId);
  };
  // Before the body is read: no other method has anything to say here.
  const refuseMethod = (request: FastifyRequest, reply: FastifyReply) => {
    const origin = originOf(request, trustedProxies);
    send(reply, tokens.refuse(refusals.methodNotAllowed, origin), origin.requestId);
  };
  scope.setErrorHandler((error: FastifyError, request, reply) => {
    const origin = originOf(request, trustedProxies);
    return send(reply, tokens.refuse(refusalOfError(error), origin), origin.requestId);
  });
  const others = scope.supportedMethods.filter((method) => method !== 'GET' && method !== 'POST');
  for (const url of TOKEN_PATHS) {
    scope.route({ method: 'GET', url, exposeHeadRoute: false, handler: query });
    scope.route({ method: 'POST', url, handler: form });
    scope.route({ method: others, url, onRequest: refuseMethod, handler: query });
  }
}

function mountKeys(scope: FastifyInstance, { keys, trustedProxies }: PublicDoor): void {
  const serve =
    (read: (service: string | null) => DoorAnswer) => async (request: FastifyRequest, reply: FastifyReply) => {
      const service = parseParameters(queryOf(request)).get('service')?.[0] ?? null;
      const answer = await keys.soon(() => read(service === '' ? null : service));
      return send(reply, answer, originOf(request, trustedProxies).requestId);
    };
  scope.get(
    '/keys/bundle.pem',
    { exposeHeadRoute: true },
    serve((service) => keys.bundle(service)),
  );
  scope.get(
    '/keys/jwks.json',
    { exposeHeadRoute: true },
    serve((service) => keys.keySet(service)),
  );
}

/** Puts the token door on a server: its own, or the gateway's, whose hooks and body parsers it does not meet. */
export async function mountTokenDoor(fastify: FastifyInstance, door: PublicDoor): Promise<void> {
  await fastify.register((scope, _options, done) => {
    mountTokens(scope, door);
    done();
  });
  await fastify.register((scope, _options, done) => {
    mountKeys(scope, door);
    done();
  });
}
