import { DomainError } from '@spectacles/platform';

/** The rows of the repository's former life are still being deleted. */
export class RepositoryLeaving extends DomainError {
  readonly code = 'REPOSITORY_LEAVING';
  readonly status = 503;
  override readonly retryAfterSeconds = 1;
  constructor() {
    super('What was known of this repository is still being removed. Try again.');
  }
}
