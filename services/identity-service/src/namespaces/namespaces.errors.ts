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

/** What a registry holds is not known, so that nobody can become the owner of a part of it by pushing first. */
export class RegistryNotRead extends DomainError {
  readonly code = 'REGISTRY_NOT_READ';
  readonly status = 409;
}

/** Somebody made as many namespaces by first pushes as the registry lets one person make. */
export class TooManyNamespaces extends DomainError {
  readonly code = 'TOO_MANY_NAMESPACES';
  readonly status = 409;
  constructor(prefix: string, limit: number) {
    const place = prefix === '' ? 'at the top' : `below "${prefix}"`;
    super(
      `You have made ${String(limit)} namespaces ${place}, as many as the registry lets one person make. ` +
        'Delete one that you do not need, or ask an administrator for another.',
    );
  }
}

/** A first push makes no namespace of this name; the reason says what to do. */
export class NamespaceNotAvailable extends DomainError {
  readonly code = 'NAMESPACE_NOT_AVAILABLE';
  readonly status = 409;
}
