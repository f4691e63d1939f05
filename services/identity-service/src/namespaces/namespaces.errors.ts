import { DomainError } from '@spectacles/platform';

/** One owner a path. */
export class NamespaceExists extends DomainError {
  readonly code = 'NAMESPACE_EXISTS';
  readonly status = 409;
  constructor(path: string) {
    super(`The registry has ${path === '' ? 'a root namespace' : `a namespace "${path}"`} already.`);
  }
}

/** The owner that a body names is not there. */
export class OwnerNotFound extends DomainError {
  readonly code = 'OWNER_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [{ pointer: '/owner/id', code: 'owner_not_found', message: 'There is no such user.' }];
  constructor() {
    super('The owner is not a user here.');
  }
}
