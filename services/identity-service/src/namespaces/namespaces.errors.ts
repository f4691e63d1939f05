import { DomainError } from '@spectacles/platform';

/** One owner a path. */
export class NamespaceExists extends DomainError {
  readonly code = 'NAMESPACE_EXISTS';
  readonly status = 409;
  constructor(path: string) {
    super(`The registry has ${path === '' ? 'a root namespace' : `a namespace "${path}"`} already.`);
  }
}

/** The owner that a request names is not there. */
export class OwnerNotFound extends DomainError {
  readonly code = 'OWNER_NOT_FOUND';
  readonly status = 422;
  override readonly errors;
  constructor(kind: 'user' | 'group', pointer: string) {
    super(`The owner is not a ${kind} here.`);
    this.errors = [{ pointer, code: 'owner_not_found', message: `There is no such ${kind}.` }];
  }
}

/** A first push makes no namespace of this name; the reason says what to do. */
export class NamespaceNotAvailable extends DomainError {
  readonly code = 'NAMESPACE_NOT_AVAILABLE';
  readonly status = 409;
}
