import {
  grantsOn,
  isForgotten,
  link,
  newLevel,
  unlink,
  type GrantEntry,
  type Holder,
  type PolicyLevel,
  type RegistryEntry,
  type UserEntry,
} from './policy-entries.js';
import type {
  GrantPrincipal,
  GrantState,
  NamespaceState,
  PolicyRow,
  RegistryState,
  SigningKeyState,
  UserState,
} from './policy-state.js';
import { maskOfRight, PULL, type VerbMask } from './right.js';

/** The compiled rows and the indices over them. Whoever is mentioned before his row came gets an entry without state. */
export class PolicyTables {
  readonly users = new Map<string, UserEntry>();
  readonly usersByName = new Map<string, UserEntry>();
  readonly registries = new Map<string, RegistryEntry>();
  readonly registriesByService = new Map<string, RegistryEntry>();
  readonly namespaces = new Map<string, PolicyLevel>();
  readonly grants = new Map<string, GrantEntry>();
  readonly signingKeys = new Map<string, SigningKeyState>();

  /** Applies one row; constant time, but for what goes with a namespace, a user or a registry that is deleted. */
  apply(row: PolicyRow): void {
    switch (row.kind) {
      case 'user':
        return row.state === null ? this.removeUser(row.key) : this.putUser(row.key, row.state);
      case 'registry':
        return row.state === null ? this.removeRegistry(row.key) : this.putRegistry(row.key, row.state);
      case 'namespace':
        return row.state === null ? this.removeNamespace(row.key) : this.putNamespace(row.key, row.state);
      case 'grant':
        return row.state === null ? this.removeGrant(row.key) : this.putGrant(row.key, row.state);
      case 'signing-key':
        return this.putSigningKey(row.key, row.state);
    }
  }

  private putUser(id: string, state: UserState): void {
    const entry = this.userOf(id);
    if (entry.state !== null) releaseName(this.usersByName, entry.state.username, entry);
    entry.state = state;
    this.usersByName.set(state.username, entry);
  }

  private removeUser(id: string): void {
    const entry = this.users.get(id);
    if (entry === undefined) return;
    if (entry.state !== null) releaseName(this.usersByName, entry.state.username, entry);
    entry.state = null;
    while (entry.grants !== null) this.removeGrant(entry.grants.id);
    this.users.delete(id);
  }

  private putRegistry(id: string, state: RegistryState): void {
    const entry = this.registryOf(id);
    if (entry.state !== null) releaseName(this.registriesByService, entry.state.service, entry);
    entry.state = state;
    this.registriesByService.set(state.service, entry);
  }

  private removeRegistry(id: string): void {
    const entry = this.registries.get(id);
    if (entry === undefined) return;
    if (entry.state !== null) releaseName(this.registriesByService, entry.state.service, entry);
    entry.state = null;
    for (const [namespaceId, level] of this.namespaces) {
      if (level.namespace?.registryId === id) this.removeNamespace(namespaceId);
    }
    for (const grant of [...grantsOn(entry.defaults)]) this.removeGrant(grant.id);
    this.registries.delete(id);
  }

  private putNamespace(id: string, state: NamespaceState): void {
    const level = this.namespaceLevelOf(id);
    if (level.namespace !== null) this.releasePath(level.namespace, level);
    level.namespace = state;
    const registry = this.registryOf(state.registryId);
    registry.namespaces.set(state.path, level);
    registry.stretches = null;
  }

  /** Its grants go with it, whether their own rows came before, come after, or never come. */
  private removeNamespace(id: string): void {
    const level = this.namespaces.get(id);
    if (level === undefined) return;
    if (level.namespace !== null) this.releasePath(level.namespace, level);
    level.namespace = null;
    for (const grant of [...grantsOn(level)]) this.removeGrant(grant.id);
    this.namespaces.delete(id);
  }

  private putGrant(id: string, state: GrantState): void {
    this.removeGrant(id);
    const level =
      state.namespaceId === null
        ? this.registryOf(state.registryId).defaults
        : this.namespaceLevelOf(state.namespaceId);
    const holder = this.holderOf(state.principal);
    const grant = { id, level, holder, verbs: verbsOfGrant(state), previousOfUser: null, nextOfUser: null };
    this.grants.set(id, grant);
    link(grant);
  }

  private removeGrant(id: string): void {
    const grant = this.grants.get(id);
    if (grant === undefined) return;
    this.grants.delete(id);
    unlink(grant);
    const { level, holder } = grant;
    if (level.namespaceId !== null && isForgotten(level)) this.namespaces.delete(level.namespaceId);
    if (typeof holder !== 'string' && holder.state === null && holder.grants === null) this.users.delete(holder.id);
  }

  private putSigningKey(id: string, state: SigningKeyState | null): void {
    if (state === null) this.signingKeys.delete(id);
    else this.signingKeys.set(id, state);
  }

  private holderOf(principal: GrantPrincipal): Holder {
    return principal.kind === 'user' ? this.userOf(principal.id) : principal.kind;
  }

  private userOf(id: string): UserEntry {
    return entryOf(this.users, id, () => ({ id, state: null, grants: null }));
  }

  private registryOf(id: string): RegistryEntry {
    return entryOf(this.registries, id, () => ({
      id,
      state: null,
      defaults: newLevel(null),
      namespaces: new Map(),
      stretches: null,
    }));
  }

  private namespaceLevelOf(id: string): PolicyLevel {
    return entryOf(this.namespaces, id, () => newLevel(id));
  }

  private releasePath(namespace: NamespaceState, level: PolicyLevel): void {
    const registry = this.registryOf(namespace.registryId);
    releaseName(registry.namespaces, namespace.path, level);
    registry.stretches = null;
  }
}

/** Whoever does not say who they are gets READ at most, whatever a row says. */
function verbsOfGrant(state: GrantState): VerbMask {
  const verbs = maskOfRight(state.right);
  return state.principal.kind === 'anonymous' ? verbs & PULL : verbs;
}

function entryOf<T>(table: Map<string, T>, id: string, make: () => T): T {
  const known = table.get(id);
  if (known !== undefined) return known;
  const made = make();
  table.set(id, made);
  return made;
}

/** A name may have gone to another object in the same commit, which then keeps it. */
function releaseName<T>(index: Map<string, T>, name: string, entry: T): void {
  if (index.get(name) === entry) index.delete(name);
}
