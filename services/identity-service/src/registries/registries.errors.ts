import { DomainError } from '@spectacles/platform';

/** Tokens are made for a service name, so no two registries share one, ever. */
export class ServiceTaken extends DomainError {
  readonly code = 'SERVICE_TAKEN';
  readonly status = 409;
  constructor(service: string) {
    super(`The service name "${service}" is, or was, another registry's. Choose a new one.`);
  }
}

/** People tell registries apart by their names. */
export class RegistryNameTaken extends DomainError {
  readonly code = 'REGISTRY_NAME_TAKEN';
  readonly status = 409;
  constructor(name: string) {
    super(`There is a registry named "${name}" already.`);
  }
}

/** Rights would be lost with it. */
export class RegistryHasNamespaces extends DomainError {
  readonly code = 'REGISTRY_HAS_NAMESPACES';
  readonly status = 409;
  constructor() {
    super('The registry has namespaces. Delete them first.');
  }
}

/** The registry that a body names is not there. */
export class RegistryNotFound extends DomainError {
  readonly code = 'REGISTRY_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/registryId', code: 'registry_not_found', message: 'There is no such registry.' },
  ];
  constructor() {
    super('There is no such registry.');
  }
}
