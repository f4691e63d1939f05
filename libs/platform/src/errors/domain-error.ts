import type { ErrorReply, FieldError } from '@spectacles/contracts';

/**
 * A refusal or failure with a stable code. The edge (bus or HTTP) turns it into a reply or a problem document; its
 * message may be shown to the caller, so it never holds a secret or the text of another system's error.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  /** The HTTP status that stands for it. */
  abstract readonly status: number;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;

  override get name(): string {
    return this.constructor.name;
  }
}

/** How a refusal crosses the bus. */
export function toErrorReply(error: DomainError): ErrorReply {
  return {
    code: error.code,
    status: error.status,
    message: error.message,
    ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/** A refusal that another service answered, with the same code and status. */
export class RemoteError extends DomainError {
  override readonly code: string;
  override readonly status: number;
  override readonly errors?: readonly FieldError[];
  override readonly retryAfterSeconds?: number;

  constructor(reply: ErrorReply) {
    super(reply.message);
    this.code = reply.code;
    this.status = reply.status;
    if (reply.errors !== undefined) this.errors = reply.errors;
    if (reply.retryAfterSeconds !== undefined) this.retryAfterSeconds = reply.retryAfterSeconds;
  }
}
