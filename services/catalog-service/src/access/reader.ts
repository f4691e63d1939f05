import {
  BROWSE,
  grantedVerbs,
  isLimited,
  managedNamespaces,
  namespacePathOf,
  troubleOf,
  type CompiledPolicy,
  type Principal,
} from '@spectacles/access-control';
import type { NamespaceState } from '@spectacles/contracts';
import { NotSignedIn } from '@spectacles/platform';
import { CredentialLimited } from '../catalog.errors.js';

/** Somebody who reads records of what others did: what of it concerns them, by the policy of this moment. */
export class Reader {
  /** Whether everything may be read. */
  readonly isAdministrator: boolean;
  /** null: nobody who could have done anything. */
  readonly userId: string;
  readonly #managed: readonly NamespaceState[];
  readonly #managedIds: ReadonlySet<string>;
  readonly #browsable = new Map<string, boolean>();

  /** Refuses whoever is not signed in, and credentials that may do less than their owner. */
  constructor(
    private readonly policy: CompiledPolicy,
    private readonly principal: Principal,
  ) {
    if (principal.kind === 'anonymous' || troubleOf(policy, principal) !== null) throw new NotSignedIn();
    if (principal.kind !== 'user' || isLimited(policy, principal)) throw new CredentialLimited();
    this.userId = principal.userId;
    this.isAdministrator = policy.user(principal.userId)?.administrator === true;
    this.#managed = this.isAdministrator ? [] : managedNamespaces(policy, principal);
    this.#managedIds = new Set(this.#managed.map(({ id }) => id));
  }

  /** The namespaces that an ordinary reader manages. */
  get managed(): readonly NamespaceState[] {
    return this.#managed;
  }

  manages(namespaceId: string | null): boolean {
    return this.isAdministrator || (namespaceId !== null && this.#managedIds.has(namespaceId));
  }

  /** Whether a repository is in a namespace that the reader manages. */
  managesRepository(registryId: string, name: string): boolean {
    if (this.isAdministrator) return true;
    for (let path = namespacePathOf(name); ; path = namespacePathOf(path)) {
      const namespace = this.policy.namespaceAt(registryId, path);
      if (namespace !== null && this.#managedIds.has(namespace.id)) return true;
      if (!path.includes('/')) return false;
    }
  }

  /** Whether the reader may know of a repository. */
  browses(registryId: string, name: string): boolean {
    if (this.isAdministrator) return true;
    const key = `${registryId} ${name}`;
    const known = this.#browsable.get(key);
    if (known !== undefined) return known;
    const asked = { kind: 'repository', name, verbs: BROWSE } as const;
    const browses = (grantedVerbs(this.policy, this.principal, registryId, asked) & BROWSE) !== 0;
    this.#browsable.set(key, browses);
    return browses;
  }

  /** The robots of the namespaces that the reader manages. */
  robotIds(): readonly string[] {
    return this.#managed.flatMap(({ id }) => this.policy.robotsOf(id).map((robot) => robot.id));
  }
}
