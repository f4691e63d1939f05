import type { FieldError } from '@spectacles/contracts';
import { DomainError } from './domain-error.js';

/** The request cannot be read at all: not JSON, an unknown query parameter, a bad number. */
export class MalformedRequest extends DomainError {
  readonly code = 'MALFORMED_REQUEST';
  readonly status = 400;
  override readonly errors?: readonly FieldError[];
  constructor(message = 'The request cannot be read.', errors?: readonly FieldError[]) {
    super(message);
    if (errors !== undefined) this.errors = errors;
  }
}

/** Nobody is signed in. */
export class NotSignedIn extends DomainError {
  readonly code = 'NOT_SIGNED_IN';
  readonly status = 401;
  constructor(message = 'Sign in first.') {
    super(message);
  }
}

/** The caller may see the object, and may not do this to it. */
export class NotAllowed extends DomainError {
  readonly code = 'NOT_ALLOWED';
  readonly status = 403;
  constructor(message = 'You are not allowed to do this.') {
    super(message);
  }
}

/** The request came from a page of another site. */
export class CrossSiteRequest extends DomainError {
  readonly code = 'CROSS_SITE_REQUEST';
  readonly status = 403;
  constructor(message = 'Requests from other sites are refused.') {
    super(message);
  }
}

/** The request lacks the token that the session was given. */
export class CsrfTokenWrong extends DomainError {
  readonly code = 'CSRF_TOKEN_WRONG';
  readonly status = 403;
  constructor(message = 'The request does not carry the token of this session.') {
    super(message);
  }
}

/** There is no such thing, or it is not visible to the caller: both look the same. */
export class NotFound extends DomainError {
  readonly code = 'NOT_FOUND';
  readonly status = 404;
  constructor(message = 'There is no such thing here.') {
    super(message);
  }
}

/** The change contradicts what is there. */
export class Conflict extends DomainError {
  readonly code = 'CONFLICT';
  readonly status = 409;
  constructor(message = 'The change contradicts what is there.') {
    super(message);
  }
}

/** Somebody changed the object since the caller read it (RFC 9110, 13.1.1). */
export class PreconditionFailed extends DomainError {
  readonly code = 'PRECONDITION_FAILED';
  readonly status = 412;
  constructor(message = 'The object was changed meanwhile. Read it again.') {
    super(message);
  }
}

/** The body is of a media type that the route does not take. */
export class UnsupportedMediaType extends DomainError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  readonly status = 415;
  constructor(message = 'The body must be JSON (application/json).') {
    super(message);
  }
}

/** The body was read, and fields of it are wrong. */
export class ValidationFailed extends DomainError {
  readonly code = 'VALIDATION_FAILED';
  readonly status = 422;
  override readonly errors: readonly FieldError[];
  constructor(errors: readonly FieldError[], message = 'Some fields are not valid.') {
    super(message);
    this.errors = errors;
  }
}

/** The caller asks too often. */
export class TooManyRequests extends DomainError {
  readonly code = 'TOO_MANY_REQUESTS';
  readonly status = 429;
  override readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, message = 'Too many requests. Try again later.') {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A part of the system does not answer now. */
export class ServiceUnavailable extends DomainError {
  readonly code = 'SERVICE_UNAVAILABLE';
  readonly status = 503;
  override readonly retryAfterSeconds: number;
  constructor(message = 'A part of the service does not answer. Try again.', retryAfterSeconds = 1) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The policy that the caller has seen is not in force here yet. */
export class PolicyNotYet extends DomainError {
  readonly code = 'POLICY_NOT_YET';
  readonly status = 503;
  override readonly retryAfterSeconds = 1;
  constructor(message = 'The change is not in force here yet. Try again.') {
    super(message);
  }
}

/** Something went wrong that no caller can mend; the log has the cause under the request id. */
export class InternalError extends DomainError {
  readonly code = 'INTERNAL';
  readonly status = 500;
  constructor(message = 'Something went wrong on our side.') {
    super(message);
  }
}
