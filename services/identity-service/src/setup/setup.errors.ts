import { DomainError } from '@spectacles/platform';

/** The first administrator was made already. */
export class SetupCompleted extends DomainError {
  readonly code = 'SETUP_COMPLETED';
  readonly status = 409;
  constructor() {
    super('The first administrator was made already. Sign in, or ask an administrator for a user.');
  }
}

/** Not the code that was printed at start. */
export class SetupCodeWrong extends DomainError {
  readonly code = 'SETUP_CODE_WRONG';
  readonly status = 403;
  constructor() {
    super('The setup code is wrong. The process printed it when it started.');
  }
}
