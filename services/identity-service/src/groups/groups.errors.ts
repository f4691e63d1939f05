import type { FieldError } from '@spectacles/contracts';
import { DomainError } from '@spectacles/platform';
import type { Namespace } from '../namespaces/namespace.js';

/** The name is, or was, another group's. */
export class GroupNameTaken extends DomainError {
  readonly code = 'GROUP_NAME_TAKEN';
  readonly status = 409;
  constructor(name: string) {
    super(`The name "${name}" is taken. A name is never given to another group, also after its group is gone.`);
  }
}

/** Namespaces would be left without an owner. */
export class GroupOwnsNamespaces extends DomainError {
  readonly code = 'GROUP_OWNS_NAMESPACES';
  readonly status = 409;
  override readonly errors: readonly FieldError[];
  constructor(namespaces: readonly Namespace[], more: boolean) {
    const paths = namespaces.map(({ path }) => (path === '' ? '(root)' : path)).join(', ');
    super(`The group owns namespaces: ${paths}${more ? ', …' : ''}. Give them to somebody else first.`);
    this.errors = namespaces.map(({ id, path }) => ({
      pointer: `/namespaces/${id}`,
      code: 'owned_namespace',
      message: path,
    }));
  }
}
