import type { ConsoleReply, ConsoleRoute } from '@spectacles/contracts';
import type { FastifyReply } from 'fastify';

const API_ROOT = '/api/v1';

/** Where an object is, as a path: never a URL, which would have to trust a header for its host. */
function locationOf(location: string, webRoot: string): string {
  return `${webRoot}${location.startsWith(`${API_ROOT}/`) ? '' : API_ROOT}${location}`;
}

/** Writes an owner's answer. */
export function sendAnswer(
  reply: FastifyReply,
  route: ConsoleRoute,
  answer: ConsoleReply,
  webRoot: string,
): FastifyReply {
  reply.code(answer.status);
  if (answer.version !== null) reply.header('ETag', `"${String(answer.version)}"`);
  if (answer.location !== null) reply.header('Location', locationOf(answer.location, webRoot));
  if (answer.policyVersion !== null) reply.header('Policy-Version', String(answer.policyVersion));
  if (answer.status === 204) return reply.send();
  if (route.produces !== null) return reply.type(answer.contentType ?? route.produces).send(answer.body);
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
}
