import { DomainError, type ErrorCatalogue } from '@spectacles/platform';

/** A robot, or a token with limits, asks for what only people and their whole tokens may read. */
export class CredentialLimited extends DomainError {
  readonly code = 'CREDENTIAL_LIMITED';
  readonly status = 403;
  constructor() {
    super('This credential is limited: sign in, or use a token without limits.');
  }
}

/** The errors of catalog-service beside the general ones. */
export const catalogErrors: ErrorCatalogue = [
  {
    code: 'REPOSITORY_LEAVING',
    status: 503,
    title: 'Repository being removed',
    advice: 'Repeat after Retry-After; the next sweep does so by itself.',
  },
];
