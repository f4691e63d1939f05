import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CredentialCaller } from '../credentials/credential.service.js';
import type { Session } from '../sessions/session.service.js';

/** What the door knows about a request beside its text. */
export interface RequestState {
  readonly requestId: string;
  readonly address: string;
  /** `performance.now()` at its arrival. */
  readonly arrivedAt: number;
  /** Set once somebody is known to be signed in. */
  session: { readonly secret: string; readonly session: Session } | null;
  /** Set once a token or a robot's secret is known to be somebody's; then there is no session. */
  credential: CredentialCaller | null;
}

const NAME = 'spectaclesState';

export function declareRequestState(instance: FastifyInstance): void {
  instance.decorateRequest(NAME, null);
}

export function openRequestState(request: FastifyRequest, state: RequestState): void {
  request.setDecorator(NAME, state);
}

/** The state of a request; null where a request was refused before it had one. */
export function requestState(request: FastifyRequest): RequestState | null {
  return request.getDecorator<RequestState | null>(NAME);
}

/** The state behind the edge's hooks, where there always is one. */
export function stateOf(request: FastifyRequest): RequestState {
  const state = requestState(request);
  if (state === null) throw new Error('The request has not passed the edge.');
  return state;
}
