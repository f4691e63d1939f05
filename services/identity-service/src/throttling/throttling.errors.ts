import { DomainError } from '@spectacles/platform';

/** Too many different wrong passwords came from there. */
export class TooManyAttempts extends DomainError {
  readonly code = 'TOO_MANY_ATTEMPTS';
  readonly status = 429;
  override readonly retryAfterSeconds: number;
  constructor(retryAfterMs: number) {
    super('Too many wrong passwords came from your network. Wait as long as Retry-After says, then try again.');
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  }
}
