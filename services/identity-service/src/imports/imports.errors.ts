import type { FieldError, ImportReport } from '@spectacles/contracts';
import { DomainError } from '@spectacles/platform';

const ERRORS_SHOWN = 200;

/** A file is taken whole or not at all. */
export class ImportRefused extends DomainError {
  readonly code = 'IMPORT_REFUSED';
  readonly status = 422;
  override readonly errors: readonly FieldError[];
  constructor(refused: ImportReport['refused']) {
    super('Some of the file cannot be taken. Nothing was changed.');
    this.errors = refused
      .slice(0, ERRORS_SHOWN)
      .map(({ at, reason }) => ({ pointer: at, code: 'import_refused', message: reason }));
  }
}
