import type { GrantTable } from './grant-table.js';
import type { CredentialEntry, Party, RegistryEntry } from './policy-entries.js';
import { PolicyTables } from './policy-tables.js';
import type {
  CredentialState,
  GroupMemberState,
  GroupState,
  NamespaceMemberState,
  NamespaceState,
  PolicyRow,
  RegistryState,
  RobotState,
  RuleState,
  SettingsState,
  SigningKeyState,
  UserState,
} from './policy-state.js';

/** How many objects of each kind a policy holds, and how many are only mentioned by others. */
export interface PolicySizes {
  readonly users: number;
  readonly groups: number;
  readonly robots: number;
  readonly memberships: number;
  readonly credentials: number;
  readonly registries: number;
  readonly namespaces: number;
  readonly grants: number;
  readonly rules: number;
  readonly signingKeys: number;
  readonly mentioned: number;
}

/** The rules of a registry, in the order in which they are asked. */
export interface RegistryRules {
  readonly rulesOnly: boolean;
  readonly rules: readonly RuleState[];
}

/** What is in force where nobody has settled anything. */
const STANDARD_SETTINGS: SettingsState = {
  kind: 'settings',
  id: '00000000-0000-7000-8000-000000000001',
  tokensOnly: false,
  decisionRetentionDays: 90,
  activityRetentionDays: 365,
};

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
    return userState(this.#tables.users.find(id));
  }

  /** The user of a name; names are compared byte for byte. */
  userByName(username: string): UserState | null {
    return userState(this.#tables.users.findByName(username));
  }

  /** The robot of an id. */
  robot(id: string): RobotState | null {
    return robotState(this.#tables.robots.find(id));
  }

  /** The robot of a login (`<namespace>+<name>`). */
  robotByLogin(login: string): RobotState | null {
    return robotState(this.#tables.robots.findByName(login));
  }

  /** The robots of a namespace. */
  robotsOf(namespaceId: string): readonly RobotState[] {
    const robots = this.#tables.namespaces.find(namespaceId)?.robots ?? [];
    return [...robots].map(robotState).filter((state) => state !== null);
  }

  /** The group of an id. */
  group(id: string): GroupState | null {
    return groupState(this.#tables.groups.find(id));
  }

  /** Who is in a group. */
  membersOf(groupId: string): readonly GroupMemberState[] {
    const members = this.#tables.groups.find(groupId)?.members ?? [];
    return [...members].map(({ id, user, role }) => ({ kind: 'group-member', id, groupId, userId: user.id, role }));
  }

  /** The groups that a user is in. */
  groupsOf(userId: string): readonly GroupState[] {
    const groups = this.#tables.users.find(userId)?.groups ?? [];
    return [...new Set(groups)].map(groupState).filter((state) => state !== null);
  }

  /** Who is in a namespace. */
  namespaceMembers(namespaceId: string): readonly NamespaceMemberState[] {
    const members = this.#tables.namespaces.find(namespaceId)?.members ?? [];
    return [...members].map(({ id, user, role }) => ({
      kind: 'namespace-member',
      id,
      namespaceId,
      userId: user.id,
      role,
    }));
  }

  /** The personal access token, or robot's secret, of an id. */
  credential(id: string): CredentialState | null {
    return this.#tables.credentials.find(id)?.state ?? null;
  }

  /** Everything that a user or a robot can sign in with, but for the password. */
  credentialsOf(owner: CredentialState['owner']): readonly CredentialState[] {
    return [...(this.party(owner.kind, owner.id)?.credentials ?? [])].map(({ state }) => state);
  }

  /** Whether somebody ended that refresh token. */
  isRefreshRevoked(id: string): boolean {
    return this.#tables.revocations.has(id);
  }

  /** The settings that decisions need. */
  settings(): SettingsState {
    return this.#tables.settings ?? STANDARD_SETTINGS;
  }

  /** The rules of a registry. */
  rules(registryId: string): RegistryRules {
    const book = this.#tables.registries.get(registryId)?.rules;
    return book === undefined ? { rulesOnly: false, rules: [] } : { rulesOnly: book.rulesOnly, rules: book.list() };
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
    return this.#tables.namespaces.find(id)?.namespace ?? null;
  }

  /** The namespace of a registry at a path. */
  namespaceAt(registryId: string, path: string): NamespaceState | null {
    return this.#tables.registries.get(registryId)?.namespaces.get(path)?.namespace ?? null;
  }

  /** The namespace of a registry at a path. */
  namespaceByPath(registryId: string, path: string): NamespaceState | null {
    return this.namespaceAt(registryId, path);
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
    const tables = this.#tables;
    return {
      users: tables.users.count,
      groups: tables.groups.count,
      robots: tables.robots.count,
      memberships: tables.memberships.size,
      credentials: tables.credentials.size,
      registries: tables.registries.size,
      namespaces: tables.namespaces.size,
      grants: tables.grants.size,
      rules: tables.rules.size,
      signingKeys: tables.signingKeys.size,
      mentioned: tables.users.mentioned + tables.groups.mentioned + tables.robots.mentioned,
    };
  }

  /** The one object for a user, robot or group, for the decision alone. @internal */
  party(kind: Party['kind'], id: string): Party | null {
    const { users, groups, robots } = this.#tables;
    return (kind === 'user' ? users : kind === 'robot' ? robots : groups).find(id) ?? null;
  }

  /** The compiled entry of the credential whose secret has this SHA-256 (hex). @internal */
  credentialEntryByHash(hash: string): CredentialEntry | null {
    return this.#tables.credentials.findByHash(hash) ?? null;
  }

  /** The compiled entry of a credential, for the decision alone. @internal */
  credentialEntry(id: string): CredentialEntry | null {
    return this.#tables.credentials.find(id) ?? null;
  }

  /** The table of grants, for the decision alone. @internal */
  get grants(): GrantTable {
    return this.#tables.grants;
  }

  /** The compiled entries of all registries, for the decision alone. @internal */
  registryEntries(): readonly RegistryEntry[] {
    return [...this.#tables.registries.values()];
  }

  /** The compiled entry of a registry, for the decision alone. @internal */
  registryEntry(id: string): RegistryEntry | null {
    return this.#tables.registries.get(id) ?? null;
  }
}

function userState(party: Party | undefined): UserState | null {
  return party?.state?.kind === 'user' ? party.state : null;
}

function robotState(party: Party | undefined): RobotState | null {
  return party?.state?.kind === 'robot' ? party.state : null;
}

function groupState(party: Party | undefined): GroupState | null {
  return party?.state?.kind === 'group' ? party.state : null;
}
