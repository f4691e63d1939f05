import type { GrantState, NamespaceState, PolicyRow, RegistryState, UserState } from '../policy-state.js';
import type { Right, Verb } from '../right.js';
XX;

/**
 * The rules of access written down once more, as slowly and as literally as they read, from plain lists. The tests hold
 * the compiled policy and its decision against this; the product never uses it.
 */
export class ReferencePolicy {
  private users: UserState[] = [];
  private registries: RegistryState[] = [];
  private namespaces: NamespaceState[] = [];
  private grants: GrantState[] = [];

  apply(row: PolicyRow): void {
    switch (row.kind) {
      case 'user':
        this.users = replaced(this.users, row.key, row.state);
        if (row.state === null)
          this.dropGrants(({ principal }) => principal.kind === 'user' && principal.id === row.key);
        return;
      case 'registry':
        this.registries = replaced(this.registries, row.key, row.state);
        if (row.state === null) this.dropRegistry(row.key);
        return;
      case 'namespace':
        this.namespaces = replaced(this.namespaces, row.key, row.state);
        if (row.state === null) this.dropGrants((grant) => grant.namespaceId === row.key);
        return;
      case 'grant':
        this.grants = replaced(this.grants, row.key, row.state);
        return;
      case 'signing-key':
        return;
    }
  }

  /** The verbs that a caller holds on a repository. */
  heldVerbs(caller: Principal, registryId: string, repository: string): readonly Verb[] {
    if (!this.registries.some(({ id }) => id === registryId)) return [];
    if (caller.kind === 'anonymous')
      return verbsIn[this.generalEntry('anonymous', registryId, repository)?.right ?? 'NONE'];
    const user = this.users.find(({ id }) => id === caller.userId);
    if (user === undefined || user.status === 'disabled') return [];
    if (user.administrator) return verbsIn.FULL;
    return verbsIn[this.rightByEntries(user, registryId, repository)];
  }

  private rightByEntries(user: UserState, registryId: string, repository: string): Right {
    const named = this.namedEntry(user, registryId, repository);
    const everyone = this.generalEntry('everyone', registryId, repository);
    const anonymous = this.generalEntry('anonymous', registryId, repository);
    if (named === null) return strongestOf([everyone?.right, anonymous?.right]);

    const counting: (Right | undefined)[] = [named.right];
    if (everyone !== null && everyone.distance < named.distance) counting.push(everyone.right);
    const isAnonymousNearest = anonymous !== null && (everyone === null || anonymous.distance < everyone.distance);
    if (isAnonymousNearest && anonymous.distance < named.distance) counting.push(anonymous.right);
    return strongestOf(counting);
  }

  private namedEntry(user: UserState, registryId: string, repository: string): Entry | null {
    for (const [distance, level] of this.levelsOf(registryId, repository).entries()) {
      const owner = level.namespace?.owner;
      if (owner?.kind === 'user' && owner.id === user.id) return { distance, right: 'FULL' };
      const own = level.grants.filter(({ principal }) => principal.kind === 'user' && principal.id === user.id);
      if (own.length > 0) return { distance, right: strongestOf(own.map(({ right }) => right)) };
    }
    return null;
  }

  private generalEntry(kind: 'everyone' | 'anonymous', registryId: string, repository: string): Entry | null {
    for (const [distance, level] of this.levelsOf(registryId, repository).entries()) {
      const found = level.grants.filter(({ principal }) => principal.kind === kind);
      if (found.length === 0) continue;
      const right = strongestOf(found.map((grant) => grant.right));
      return { distance, right: kind === 'anonymous' && right !== 'NONE' ? 'READ' : right };
    }
    return null;
  }

  /** The namespace of the repository, those above it, then the registry's defaults. */
  private levelsOf(registryId: string, repository: string): readonly Level[] {
    const components = repository.split('/').slice(0, -1);
    const paths = components.map((_, index) => components.slice(0, components.length - index).join('/'));
    const levels = (components.length === 0 ? [''] : paths).flatMap((path) => {
      const namespace = this.namespaces.find((other) => other.registryId === registryId && other.path === path);
      if (namespace === undefined) return [];
      return [{ namespace, grants: this.grants.filter((grant) => grant.namespaceId === namespace.id) }];
    });
    const defaults = this.grants.filter((grant) => grant.namespaceId === null && grant.registryId === registryId);
    return [...levels, { namespace: null, grants: defaults }];
  }

  private dropGrants(isGone: (grant: GrantState) => boolean): void {
    this.grants = this.grants.filter((grant) => !isGone(grant));
  }

  private dropRegistry(registryId: string): void {
    const gone = this.namespaces.filter((namespace) => namespace.registryId === registryId).map(({ id }) => id);
    this.namespaces = this.namespaces.filter(({ id }) => !gone.includes(id));
    this.dropGrants((grant) =>
      grant.namespaceId === null ? grant.registryId === registryId : gone.includes(grant.namespaceId),
    );
  }
}

interface Level {
  readonly namespace: NamespaceState | null;
  readonly grants: readonly GrantState[];
}

interface Entry {
  readonly distance: number;
  readonly right: Right;
}

const verbsIn: Readonly<Record<Right, readonly Verb[]>> = {
  NONE: [],
  READ: ['pull'],
  WRITE: ['pull', 'push'],
  FULL: ['pull', 'push', 'delete'],
};

function strongestOf(found: readonly (Right | undefined)[]): Right {
  return (['FULL', 'WRITE', 'READ'] as const).find((right) => found.includes(right)) ?? 'NONE';
}

function replaced<T extends { readonly id: string }>(list: readonly T[], id: string, state: T | null): T[] {
  const others = list.filter((other) => other.id !== id);
  return state === null ? others : [...others, state];
}
