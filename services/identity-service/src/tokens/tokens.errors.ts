import { DomainError } from '@spectacles/platform';

/** A list that nobody reads hides the one token that leaked. */
export class TooManyTokens extends DomainError {
  readonly code = 'TOO_MANY_TOKENS';
  readonly status = 409;
  constructor(maximum: number) {
    super(`You have ${String(maximum)} tokens. Revoke those that are not used any more.`);
  }
}
