import type { FieldError } from '@spectacles/contracts';
import { DomainError } from '@spectacles/platform';

/** A scope whose pattern no repository's name could match as it is written. */
export class PatternInvalid extends DomainError {
  readonly code = 'PATTERN_INVALID';
  readonly status = 422;
  constructor(override readonly errors: readonly FieldError[]) {
    super(`A pattern cannot be read. ${errors[0]?.message ?? ''}`.trim());
  }
}

/** A scope that matches nothing where the robot can act. */
export class PatternOutside extends DomainError {
  readonly code = 'PATTERN_OUTSIDE';
  readonly status = 422;
  constructor(override readonly errors: readonly FieldError[]) {
    super(`A pattern lies outside the namespace. ${errors[0]?.message ?? ''}`.trim());
  }
}

/** Neither an address nor a network. */
export class AddressRangeInvalid extends DomainError {
  readonly code = 'ADDRESS_RANGE_INVALID';
  readonly status = 422;
  constructor(override readonly errors: readonly FieldError[]) {
    super(`An address range cannot be read. ${errors[0]?.message ?? ''}`.trim());
  }
}

/** The end is not in the future. */
export class ExpiryPassed extends DomainError {
  readonly code = 'EXPIRY_PASSED';
  readonly status = 422;
  override readonly errors: readonly FieldError[];
  constructor(pointer = '/expiresAt') {
    super('The end lies in the past. Choose a later one.');
    this.errors = [{ pointer, code: 'expiry_passed', message: 'Choose a moment in the future.' }];
  }
}

/** Longer than administrators allow. */
export class ExpiryTooLate extends DomainError {
  readonly code = 'EXPIRY_TOO_LATE';
  readonly status = 422;
  override readonly errors: readonly FieldError[];
  constructor(maximumDays: number) {
    super(`A token lives for ${String(maximumDays)} days at most here. Choose an earlier end.`);
    this.errors = [{ pointer: '/expiresAt', code: 'expiry_too_late', message: `At most ${String(maximumDays)} days.` }];
  }
}
