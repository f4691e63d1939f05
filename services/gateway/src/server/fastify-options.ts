import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { Problem } from '@spectacles/contracts';
import { MalformedRequest } from '@spectacles/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway.config.js';
import { problemDocument, problemPath } from '../problems/problem-document.js';
import { noSchemas } from './no-schemas.js';
import { setSecurityHeaders } from './security-headers.js';

/** What Node's parser refuses before there is a request (no route, no reply): the status and the code. */
const PARSER_REFUSALS: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'REQUEST_HEADERS_TOO_LARGE', 'The request line or the header fields are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_TIMEOUT', 'The request did not arrive in time.'],
};

function answerOnSocket(error: Error & { readonly code?: string }, socket: Socket, webRoot: string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const [status, code, detail] = PARSER_REFUSALS[error.code ?? ''] ?? [400, 'MALFORMED_REQUEST', 'This is not HTTP.'];
  const title = STATUS_CODES[status] ?? 'Refused';
  const problem: Problem = { type: problemPath(webRoot, code), title, status, detail, code, requestId: randomUUID() };
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${String(status)} ${title}\r\nContent-Type: application/problem+json\r\nCache-Control: no-store\r\n` +
      `X-Request-Id: ${problem.requestId}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** An address that cannot be decoded finds no route, so none of the hooks sees it. */
function answerMalformedAddress(request: FastifyRequest, reply: FastifyReply, webRoot: string): void {
  const problem = problemDocument(new MalformedRequest('The address cannot be decoded.'), request.id, webRoot);
  setSecurityHeaders(reply);
  void reply
    .code(problem.status)
    .header('X-Request-Id', problem.requestId)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

/** The HTTP server: bounded in time and size everywhere. */
export function fastifyOptions({ limits, webRoot }: GatewayConfig) {
  return {
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
      maxHeaderSize: limits.headerBytes,
    },
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false as const,
    logger: false as const,
    schemaController: noSchemas,
    forceCloseConnections: 'idle' as const,
    // A tag has up to 128 characters.
    routerOptions: { maxParamLength: 512 },
    clientErrorHandler: (error: Error & { readonly code?: string }, socket: Socket) => {
      answerOnSocket(error, socket, webRoot);
    },
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      answerMalformedAddress(request, reply, webRoot);
    },
    // Nest middleware is not used, multipart neither.
    skipMiddie: true,
    multipart: false,
  };
}
