import { RegistryError, type RegistryFailure, type TlsProblem } from './registry-error.js';

type Unreachable = Extract<RegistryFailure, { kind: 'unreachable' }>['problem'];

/** Error codes of sockets and of the resolver. */
const unreachable: ReadonlyMap<string, Unreachable> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['EHOSTUNREACH', 'no-route'],
  ['ENETUNREACH', 'no-route'],
]);

/** Verification codes of OpenSSL, and TLS codes of Node. */
const tls: ReadonlyMap<string, TlsProblem> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-authority'],
  ['CERT_UNTRUSTED', 'unknown-authority'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'name-mismatch'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'expired'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'not-tls'],
]);

const timeouts: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** What went wrong below HTTP, as a failure that callers know. */
export function toRegistryError(cause: unknown): RegistryError {
  if (cause instanceof RegistryError) return cause;
  return new RegistryError(failureOf(cause), { cause });
}

function failureOf(cause: unknown): RegistryFailure {
  if (cause instanceof DOMException && cause.name === 'TimeoutError') return { kind: 'timeout' };
  const code = codeOf(cause);
  if (timeouts.has(code)) return { kind: 'timeout' };
  const problem = tls.get(code);
  if (problem !== undefined) return { kind: 'tls', problem };
  if (/^(?:ERR_SSL_|ERR_TLS_|CERT_)/.test(code)) return { kind: 'tls', problem: 'other' };
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW')
    return { kind: 'malformed', what: 'it is not HTTP' };
  return { kind: 'unreachable', problem: unreachable.get(code) ?? 'other' };
}

/** A host with several addresses fails with all their errors at once; the first one speaks for them. */
function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError && !hasCode(cause)) return codeOf((cause.errors as unknown[])[0]);
  return hasCode(cause) ? cause.code : '';
}

function hasCode(cause: unknown): cause is { readonly code: string } {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string';
}
