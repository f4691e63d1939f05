import { DomainError } from '@spectacles/platform';

/** The question names a registry that is not connected. */
export class ServiceNotFound extends DomainError {
  readonly code = 'SERVICE_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/service', code: 'service_not_found', message: 'No registry has this service name.' },
  ];
  constructor() {
    super('No registry has this service name.');
  }
}

/** The token door would not look at the password, and so it is not looked at here. */
export class TokensOnly extends DomainError {
  readonly code = 'TOKENS_ONLY';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/principal/password', code: 'tokens_only', message: 'A password is not taken at the token door.' },
  ];
  constructor() {
    super('The token door takes no passwords, only personal access tokens. Ask with a token in its place.');
  }
}
