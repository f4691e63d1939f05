import { DomainError } from '@spectacles/platform';

/** The login is, or was, some robot's. */
export class RobotNameTaken extends DomainError {
  readonly code = 'ROBOT_NAME_TAKEN';
  readonly status = 409;
  override readonly errors;
  constructor(login: string, freeName: string | null) {
    const suggestion = freeName === null ? 'Choose another name.' : `The name "${freeName}" is free.`;
    const message =
      `The login "${login}" is, or was, another robot's: a namespace of the same path in another registry ` +
      `may have it, and it is never given away again. ${suggestion}`;
    super(message);
    this.errors = [{ pointer: '/name', code: 'robot_name_taken', message }];
  }
}

/** One to use and one to change over to. */
export class TooManySecrets extends DomainError {
  readonly code = 'TOO_MANY_SECRETS';
  readonly status = 409;
  constructor() {
    super('Two secrets of this robot live already. Delete the one that is not used any more, then make the next.');
  }
}

/** The namespace that a body names is not there, or hidden. */
export class RobotNamespaceNotFound extends DomainError {
  readonly code = 'NAMESPACE_NOT_FOUND';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/namespaceId', code: 'namespace_not_found', message: 'There is no such namespace.' },
  ];
  constructor() {
    super('There is no such namespace.');
  }
}
