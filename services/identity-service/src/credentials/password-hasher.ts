import { DomainError } from '@spectacles/platform';

/** Turns passwords into hashes that are costly to guess from, and compares them. */
export abstract class PasswordHasher {
  abstract hash(password: string): Promise<string>;
  /** Costs the same whether the password is right or wrong. */
  abstract verify(hash: string, password: string): Promise<boolean>;
  abstract close(): Promise<void>;
}

/** More passwords wait to be checked than will be in a reasonable time. */
export class PasswordChecksBusy extends DomainError {
  readonly code = 'PASSWORD_CHECKS_BUSY';
  readonly status = 503;
  override readonly retryAfterSeconds = 2;
  constructor() {
    super('Too many passwords are being checked. Try again in a moment.');
  }
}
