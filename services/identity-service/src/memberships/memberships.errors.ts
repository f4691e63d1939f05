import { DomainError } from '@spectacles/platform';

/** Whoever is to be taken in is not there. */
export class UserNotFound extends DomainError {
  readonly code = 'USER_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [{ pointer: '/userId', code: 'user_not_found', message: 'There is no such user.' }];
  constructor() {
    super('There is no such user.');
  }
}
