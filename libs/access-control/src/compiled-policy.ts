import { PolicyTables } from './policy-tables.js';
import type { RegistryEntry, UserEntry } from './policy-entries.js';
import type { NamespaceState, PolicyRow, RegistryState, SigningKeyState, UserState } from './policy-state.js';

/** How many objects of each kind a policy holds. */
export interface PolicySizes {
  readonly users: number;
  readonly registries: number;
  readonly namespaces: number;
  readonly grants: number;
  readonly signingKeys: number;
}

/**
 * The policy as decisions read it: by registry, then by path, then by principal.
 *
 * It is built row by row. Rows of one commit may come in any order: what a row mentions before it is there gives no
 * right until it is. A snapshot is built as a second policy beside the first, which is then let go.
 */
export class CompiledPolicy {
  readonly #tables = new PolicyTables();

  /** A policy in which nobody may do anything. */
  static empty(): CompiledPolicy {
    return new CompiledPolicy();
  }

  /** Applies the rows of one or more whole commits, in order, in one synchronous step that cannot fail. */
  apply(rows: readonly PolicyRow[]): void {
    for (const row of rows) this.#tables.apply(row);
  }

  /** The user of an id. */
  user(id: string): UserState | null {
    return this.#tables.users.get(id)?.state ?? null;
  }

  /** The user of a name; names are compared byte for byte. */
  userByName(username: string): UserState | null {
    return this.#tables.usersByName.get(username)?.state ?? null;
  }

  /** The registry of an id. */
  registry(id: string): RegistryState | null {
    return this.#tables.registries.get(id)?.state ?? null;
  }

  /** The registry of which a token's audience speaks. */
  registryByService(service: string): RegistryState | null {
    return this.#tables.registriesByService.get(service)?.state ?? null;
  }

  /** Every registry, in the order in which they came. */
  registries(): readonly RegistryState[] {
    return [...this.#tables.registries.values()].map(({ state }) => state).filter((state) => state !== null);
  }

  /** The namespace of an id. */
  namespace(id: string): NamespaceState | null {
    return this.#tables.namespaces.get(id)?.namespace ?? null;
  }

  /** The namespace of a registry at a path. */
  namespaceByPath(registryId: string, path: string): NamespaceState | null {
    return this.#tables.registries.get(registryId)?.namespaces.get(path)?.namespace ?? null;
  }

  /** Every namespace of a registry, in the order in which they came. */
  namespacesOf(registryId: string): readonly NamespaceState[] {
    const levels = this.#tables.registries.get(registryId)?.namespaces.values() ?? [];
    return [...levels].map(({ namespace }) => namespace).filter((namespace) => namespace !== null);
  }

  /** Every key of the ring. */
  signingKeys(): readonly SigningKeyState[] {
    return [...this.#tables.signingKeys.values()];
  }

  /** How many objects of each kind there are. */
  sizes(): PolicySizes {
    const { users, registries, namespaces, grants, signingKeys } = this.#tables;
    return {
      users: users.size,
      registries: registries.size,
      namespaces: namespaces.size,
      grants: grants.size,
      signingKeys: signingKeys.size,
    };
  }

  /** The compiled entry of a user, for the decision alone. @internal */
  userEntry(id: string): UserEntry | null {
    return this.#tables.users.get(id) ?? null;
  }

  /** The compiled entry of a registry, for the decision alone. @internal */
  registryEntry(id: string): RegistryEntry | null {
    return this.#tables.registries.get(id) ?? null;
  }
}
