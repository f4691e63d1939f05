import { DomainError } from '@spectacles/platform';

/** The question names a registry that is not connected. */
export class ServiceNotFound extends DomainError {
  readonly code = 'SERVICE_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/service', code: 'service_not_found', message: 'No registry has this service name.' },
  ];
  constructor() {
    super('No registry has this service name.');
  }
}
