import type { ConsoleCall, ConsoleReply, ConsoleRoute, Envelope } from '@spectacles/contracts';
import { withRequestId, type MessageClient } from '@spectacles/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { stateOf } from '../server/request-state.js';
import type { SessionCookies } from '../sessions/session-cookies.js';
import { envelopeOf } from './envelope.js';

/** A client may send `{}` where nothing is asked for. */
const takesBody = (route: ConsoleRoute): boolean => !(route.body instanceof z.ZodUndefined);

/** Passes a console request to its owner. */
export class ConsoleForwarder {
  constructor(
    private readonly messages: MessageClient,
    private readonly cookies: SessionCookies,
  ) {}

  async forward(route: ConsoleRoute, request: FastifyRequest, reply: FastifyReply): Promise<ConsoleReply> {
    const state = stateOf(request);
    const { session } = state;
    const cookieVersion = this.seenVersion(request);
    const envelope = this.envelopeOf(request);
    const call: ConsoleCall = {
      envelope,
      params: { ...(request.params as Record<string, string>) },
      query: { ...(request.query as Record<string, string | string[]>) },
      ...(takesBody(route) ? { body: request.body } : {}),
    };
    const answer = await withRequestId(state.requestId, () => this.messages.call(route, call));
    if (answer.policyVersion !== null && session !== null) {
      // Answers may overtake each other: what the browser has seen never shrinks within a session.
      const seen = Math.max(answer.policyVersion, cookieVersion ?? 0);
      reply.header('Set-Cookie', this.cookies.writeVersion(seen, session.secret));
    }
    return answer;
  }

  /** Who calls, from where, and on what conditions. */
  envelopeOf(request: FastifyRequest): Envelope {
    const { method, headers } = request;
    return envelopeOf({ method, headers, state: stateOf(request), cookieVersion: this.seenVersion(request) });
  }

  /** The version that the browser's cookie carries. */
  private seenVersion(request: FastifyRequest): number | null {
    const { session } = stateOf(request);
    return session === null ? null : this.cookies.readVersion(request.headers.cookie, session.secret);
  }
}
