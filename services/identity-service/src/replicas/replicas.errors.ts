import { DomainError } from '@spectacles/platform';

/** An old reader stops at what it does not know: its policy would age until it refuses everything. */
export class ReplicaTooOld extends DomainError {
  readonly code = 'REPLICA_TOO_OLD';
  readonly status = 503;
  override readonly retryAfterSeconds = 60;
  constructor() {
    super('A token server of an older version still runs and could not read this change. Upgrade it first.');
  }
}
