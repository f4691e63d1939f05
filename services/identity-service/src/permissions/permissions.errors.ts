import { DomainError } from '@spectacles/platform';

/** The credential is a good one, and this is beyond what any such credential may do here. */
export class CredentialLimited extends DomainError {
  readonly code = 'CREDENTIAL_LIMITED';
  readonly status = 403;
  constructor(message = 'A robot, or a token with limits, may not do this. Use a token without limits, or sign in.') {
    super(message);
  }
}
