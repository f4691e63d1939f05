import { DomainError, type ErrorCatalogue } from '@spectacles/platform';

/** The path is known, the method is not. */
export class MethodNotAllowed extends DomainError {
  readonly code = 'METHOD_NOT_ALLOWED';
  readonly status = 405;
  constructor(readonly allowed: readonly string[]) {
    super(`This path takes ${allowed.join(', ')} only.`);
  }
}

/** The body is larger than any route takes. */
export class PayloadTooLarge extends DomainError {
  readonly code = 'PAYLOAD_TOO_LARGE';
  readonly status = 413;
  constructor(limitBytes: number) {
    super(`The body may hold ${String(limitBytes)} bytes.`);
  }
}

/** More header lines than a browser or a client of registries ever sends. */
export class RequestHeadersTooLarge extends DomainError {
  readonly code = 'REQUEST_HEADERS_TOO_LARGE';
  readonly status = 431;
  constructor() {
    super('The request has too many or too long header fields.');
  }
}

/** The first administrator exists already. */
export class SetupCompleted extends DomainError {
  readonly code = 'SETUP_COMPLETED';
  readonly status = 409;
  constructor() {
    super('Spectacles is set up already. Sign in.');
  }
}

export const gatewayErrors: ErrorCatalogue = [
  {
    code: 'METHOD_NOT_ALLOWED',
    status: 405,
    title: 'Method not allowed',
    advice: 'Use a method that the Allow header names.',
  },
  {
    code: 'REQUEST_TIMEOUT',
    status: 408,
    title: 'Request too slow',
    advice: 'Send the whole request within 15 seconds.',
  },
  { code: 'PAYLOAD_TOO_LARGE', status: 413, title: 'Body too large', advice: 'Send less than 1 MiB.' },
  {
    code: 'REQUEST_HEADERS_TOO_LARGE',
    status: 431,
    title: 'Header fields too large',
    advice: 'Send at most 100 header fields of 16 KiB together; long lists of scopes belong into a POST body.',
  },
];
