import { DomainError } from '@spectacles/platform';

/** One entry for each principal, place and pattern. */
export class GrantExists extends DomainError {
  readonly code = 'GRANT_EXISTS';
  readonly status = 409;
  constructor() {
    super('There is an entry for this principal and these names here already. Change it instead.');
  }
}

/** The principal that a body names is not there. */
export class PrincipalNotFound extends DomainError {
  readonly code = 'PRINCIPAL_NOT_FOUND';
  readonly status = 422;
  override readonly errors;
  constructor(kind: 'user' | 'group' | 'robot' | 'token') {
    super(`The principal is not a ${kind} here.`);
    const message = `There is no such ${kind}.`;
    this.errors = [{ pointer: '/principal/id', code: 'principal_not_found', message }];
  }
}

/** Whoever does not say who they are pulls at most. */
export class AnonymousReadOnly extends DomainError {
  readonly code = 'ANONYMOUS_READ_ONLY';
  readonly status = 422;
  override readonly errors = [{ pointer: '/right', code: 'anonymous_read_only', message: 'NONE or READ.' }];
  constructor() {
    super('Anonymous gets READ at most.');
  }
}

/** Namespaces have members, registries have none. */
export class MembersOfRegistry extends DomainError {
  readonly code = 'MEMBERS_OF_REGISTRY';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/principal/kind', code: 'members_of_registry', message: 'Members are those of a namespace.' },
  ];
  constructor() {
    super('A registry has no members. Give the right to a group, or to everyone.');
  }
}

/** Names that a pattern matches cannot be run by themselves: members, robots and entries are those of a namespace. */
export class ManageOfPattern extends DomainError {
  readonly code = 'MANAGE_OF_PATTERN';
  readonly status = 422;
  override readonly errors = [
    { pointer: '/verbs', code: 'manage_of_pattern', message: 'Not together with a pattern.' },
  ];
  constructor() {
    super(
      'Managing is of a whole namespace. Give it in an entry without a pattern, or make a namespace of those names.',
    );
  }
}
