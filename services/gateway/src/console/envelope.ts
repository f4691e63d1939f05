import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Envelope } from '@spectacles/contracts';
import { MalformedRequest } from '@spectacles/platform';
import type { RequestState } from '../server/request-state.js';

const COMMAND_ID = /^[\x21-\x7e]{1,128}$/;

interface EnvelopeSource {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly state: RequestState;
  /** The version that the browser's cookie carries. */
  readonly cookieVersion: number | null;
}

function policyVersionOf(headers: IncomingHttpHeaders): number | null {
  const value = headers['policy-version'];
  if (value === undefined) return null;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new MalformedRequest('Policy-Version must be a number as an earlier answer gave it.');
}

function commandIdOf(method: string, headers: IncomingHttpHeaders): string | null {
  const value = headers['idempotency-key'];
  if (value === undefined || method !== 'POST') return null;
  if (typeof value === 'string' && COMMAND_ID.test(value)) return value;
  throw new MalformedRequest('Idempotency-Key must have 1 to 128 visible characters.');
}

function ifMatchOf(headers: IncomingHttpHeaders): string | null {
  const value = headers['if-match'];
  if (value === undefined) return null;
  if (value.length <= 128) return value.trim();
  throw new MalformedRequest('If-Match must be one entity tag.');
}

function callerOf({ session, credential }: RequestState): Caller {
  if (credential !== null) return credential;
  if (session === null) return { kind: 'anonymous' };
  return { kind: 'user', userId: session.session.user.id, sessionId: session.session.sessionId };
}

/** Who calls, from where, and on what conditions: all that the owner of a route is told beside the request itself. */
export function envelopeOf({ method, headers, state, cookieVersion }: EnvelopeSource): Envelope {
  const seen = [policyVersionOf(headers), cookieVersion].filter((version) => version !== null);
  const commandId = commandIdOf(method, headers);
  const ifMatch = ifMatchOf(headers);
  return {
    requestId: state.requestId,
    caller: callerOf(state),
    address: state.address,
    userAgent: (headers['user-agent'] ?? '').slice(0, 512),
    ...(seen.length === 0 ? {} : { atLeast: Math.max(...seen) }),
    ...(commandId === null ? {} : { commandId }),
    ...(ifMatch === null ? {} : { ifMatch }),
  };
}
