import { DomainError } from '@spectacles/platform';

/** One entry for each principal and place. */
export class GrantExists extends DomainError {
  readonly code = 'GRANT_EXISTS';
  readonly status = 409;
  constructor() {
    super('There is an entry for this principal here already. Change it instead.');
  }
}

/** The principal that a body names is not there. */
export class PrincipalNotFound extends DomainError {
  readonly code = 'PRINCIPAL_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/principal/id', code: 'principal_not_found', message: 'There is no such user.' },
  ];
  constructor() {
    super('The principal is not a user here.');
  }
}

/** Whoever does not say who they are pulls at most. */
export class AnonymousReadOnly extends DomainError {
  readonly code = 'ANONYMOUS_READ_ONLY';
  readonly status = 422;
  override readonly errors = [{ pointer: '/right', code: 'anonymous_read_only', message: 'NONE or READ.' }];
  constructor() {
    super('Anonymous gets READ at most.');
  }
}
