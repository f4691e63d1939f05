import { DomainError } from '@spectacles/platform';

/** An id stands for one command. */
export class IdempotencyKeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly status = 422;
  constructor() {
    super('This Idempotency-Key was used with other contents. Choose a new one.');
  }
}
