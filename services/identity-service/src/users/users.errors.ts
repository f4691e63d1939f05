import { DomainError } from '@spectacles/platform';
import type { FieldError } from '@spectacles/contracts';
import type { Namespace } from '../namespaces/namespace.js';

/** The name is, or was, somebody's. */
export class UsernameTaken extends DomainError {
  readonly code = 'USERNAME_TAKEN';
  readonly status = 409;
  constructor(username: string) {
    super(`The name "${username}" is taken. A name is never given to somebody else, also after its user is gone.`);
  }
}

/** Somebody must be left who can manage the installation. */
export class LastAdministrator extends DomainError {
  readonly code = 'LAST_ADMINISTRATOR';
  readonly status = 409;
  constructor() {
    super('This is the last active administrator. Make another user an administrator first.');
  }
}

/** Namespaces would be left without an owner. */
export class UserOwnsNamespaces extends DomainError {
  readonly code = 'USER_OWNS_NAMESPACES';
  readonly status = 409;
  override readonly errors: readonly FieldError[];
  constructor(namespaces: readonly Namespace[], more: boolean) {
    const paths = namespaces.map(({ path }) => (path === '' ? '(root)' : path)).join(', ');
    super(`The user owns namespaces: ${paths}${more ? ', …' : ''}. Give them to somebody else first.`);
    this.errors = namespaces.map(({ id, path }) => ({
      pointer: `/namespaces/${id}`,
      code: 'owned_namespace',
      message: path,
    }));
  }
}
