import type { Challenge } from './challenge.js';

/** What a registry's TLS certificate fails by. */
export type TlsProblem = 'unknown-authority' | 'self-signed' | 'name-mismatch' | 'expired' | 'not-tls' | 'other';

/** Why a registry could not be read, as data: callers switch on `kind`, never on a message. */
export type RegistryFailure =
  | { readonly kind: 'unreachable'; readonly problem: 'refused' | 'unknown-host' | 'reset' | 'no-route' | 'other' }
  | { readonly kind: 'address-refused'; readonly address: string }
  | { readonly kind: 'tls'; readonly problem: TlsProblem }
  | { readonly kind: 'timeout' }
  /** `challenge` is null where the answer names no way to get in. */
  | { readonly kind: 'unauthorized'; readonly challenge: Challenge | null }
  | { readonly kind: 'not-found'; readonly code: string }
  | { readonly kind: 'redirected'; readonly location: string }
  | { readonly kind: 'too-many-requests'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string | null }
  | { readonly kind: 'server-error'; readonly status: number }
  | { readonly kind: 'malformed'; readonly what: string }
  | { readonly kind: 'too-large'; readonly what: string; readonly limit: number };

/** A request to a registry that brought nothing usable. */
export class RegistryError extends Error {
  constructor(
    readonly failure: RegistryFailure,
    options?: ErrorOptions,
  ) {
    super(describeFailure(failure), options);
    this.name = 'RegistryError';
  }
}

/** A failure in one English sentence. What the registry sent is quoted only where it was checked before. */
export function describeFailure(failure: RegistryFailure): string {
  switch (failure.kind) {
    case 'unreachable':
      return unreachableTexts[failure.problem];
    case 'address-refused':
      return `The address ${failure.address} is link-local or a metadata service; it is never read.`;
    case 'tls':
      return tlsTexts[failure.problem];
    case 'timeout':
      return 'The registry did not answer in time.';
    case 'unauthorized':
      return 'The registry refused the token, or wants one.';
    case 'not-found':
      return `The registry does not have it (${failure.code}).`;
    case 'redirected':
      return `The registry points to another address: ${failure.location}`;
    case 'too-many-requests':
      return 'The registry asks for fewer requests.';
    case 'refused':
      return `The registry refused the request (status ${failure.status.toString()}).`;
    case 'server-error':
      return `The registry failed (status ${failure.status.toString()}).`;
    case 'malformed':
      return `The answer is not what a registry sends: ${failure.what}.`;
    case 'too-large':
      return `The answer is too large: ${failure.what} (limit ${failure.limit.toString()}).`;
  }
}

const unreachableTexts = {
  refused: 'Nothing listens at that address and port.',
  'unknown-host': 'The host name does not resolve.',
  reset: 'The connection was closed before an answer came.',
  'no-route': 'There is no route to that address.',
  other: 'No connection could be made.',
} as const;

const tlsTexts = {
  'unknown-authority': 'The TLS certificate is signed by an authority that is not known here.',
  'self-signed': 'The TLS certificate is self-signed and not known here.',
  'name-mismatch': 'The TLS certificate is for another host name.',
  expired: 'The TLS certificate is expired, or not valid yet.',
  'not-tls': 'The port does not speak TLS.',
  other: 'The TLS connection could not be made.',
} as const;
