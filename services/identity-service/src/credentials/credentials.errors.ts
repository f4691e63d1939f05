import { DomainError } from '@spectacles/platform';

/** One error for a wrong password, an unknown name, a disabled user and one without a password. */
export class InvalidCredentials extends DomainError {
  readonly code = 'INVALID_CREDENTIALS';
  readonly status = 401;
  constructor() {
    super('The user name or the password is wrong.');
  }
}
