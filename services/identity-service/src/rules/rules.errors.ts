import type { FieldError } from '@spectacles/contracts';
import { DomainError } from '@spectacles/platform';

/** A list with a rule that cannot be asked is not taken, and the one before stays in force. */
export class RulesInvalid extends DomainError {
  readonly code = 'RULES_INVALID';
  readonly status = 422;
  constructor(override readonly errors: readonly FieldError[]) {
    super('Some rules cannot be used. Nothing was changed: the list that was in force is in force.');
  }
}
