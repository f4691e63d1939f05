import type { GrantTable } from './grant-table.js';
import { UNBOUNDED, type Bounds } from './limits.js';
import type { NamespaceLine } from './namespace-line.js';
import type { NamePattern } from './pattern.js';
import type {
  CredentialState,
  GroupState,
  MemberRole,
  NamespaceState,
  RegistryState,
  RobotState,
  UserState,
} from './policy-state.js';
import type { VerbMask } from './right.js';
import type { RuleBook } from './rules/rule-book.js';

/**
 * Somebody whom entries can name: a user, a group or a robot. There is one object for each, so that the decision compares
 * references; `state` is null while only other rows have mentioned it.
 */
export class Party {
  state: UserState | GroupState | RobotState | null = null;
  /** What the state says, beside the rest that decisions need: to look at the state would be to wait for memory. */
  isActive = false;
  isAdministrator = false;
  /** The groups of a user, one for each membership; of a group itself, for questions about whoever is in it alone. */
  groups: readonly Party[] = NO_PARTIES;
  /** The namespaces that a user is a member of, one for each membership. */
  places: readonly PolicyLevel[] = NO_LEVELS;
  /** The namespace of a robot; null for one of the installation. */
  home: PolicyLevel | null = null;
  bounds: Bounds = UNBOUNDED;
  /** What somebody is called at the token door; the id, while only other rows have mentioned it. */
  name: string;
  /** How many other rows mention it: with the last one it is forgotten, if it has no row of its own. */
  mentions = 0;
  grantCount = 0;
  /** Who is in a group. */
  members: Set<MembershipEntry> | null = null;
  /** The memberships of a user, in groups and in namespaces. */
  memberships: readonly MembershipEntry[] = NO_MEMBERSHIPS;
  credentials: Set<CredentialEntry> | null = null;
  /** The namespaces that a user or a group owns. */
  owned: Set<PolicyLevel> | null = null;
  /** The rows of the entries that give it `manage`. */
  managing: Set<number> | null = null;

  constructor(
    readonly kind: 'user' | 'group' | 'robot',
    readonly id: string,
    readonly handle: number,
  ) {
    this.name = id;
  }
}

/** Whom an entry concerns. */
export type Holder = Party | 'members' | 'everyone' | 'anonymous';

/** A compiled grant as an object, made where somebody asks: the table holds them as numbers. */
export interface GrantEntry {
  /** Its place in the table: it tells two grants apart. */
  readonly row: number;
  readonly id: string;
  readonly level: PolicyLevel;
  readonly holder: Holder;
  readonly verbs: VerbMask;
  readonly pattern: NamePattern | null;
}

/** Somebody in a group or in a namespace. */
export interface MembershipEntry {
  readonly id: string;
  readonly user: Party;
  readonly place: Party | PolicyLevel;
  readonly role: MemberRole;
}

/** A personal access token, or a secret of a robot. */
export interface CredentialEntry {
  readonly state: CredentialState;
  readonly owner: Party;
  readonly bounds: Bounds;
}

/** One step of the way from a repository up to its registry's defaults, with the entries made there. */
export class PolicyLevel {
  owner: Party | null = null;
  /** Whether entries are not made ready for decisions, as below: most levels are never asked. */
  isStale = true;
  /** Whom entries name here, and at the same places the rows of the entries. */
  holders: readonly Party[] = NO_PARTIES;
  named: readonly number[] = NO_ROWS;
  /** The same by holder, where they are many. */
  index: ReadonlyMap<Party, readonly number[]> | null = null;
  ofMembers: readonly GrantEntry[] = NO_GRANTS;
  ofEveryone: readonly GrantEntry[] = NO_GRANTS;
  ofAnonymous: readonly GrantEntry[] = NO_GRANTS;
  /** Null for the defaults of a registry, and while only other rows have mentioned the namespace. */
  namespace: NamespaceState | null = null;
  members: Set<MembershipEntry> | null = null;
  robots: Set<Party> | null = null;

  /** `namespaceId` is null for the defaults of a registry. */
  constructor(
    readonly namespaceId: string | null,
    readonly handle: number,
  ) {}
}

/** The level of a namespace, whether or not its row is there. */
export type NamespaceLevel = PolicyLevel & { readonly namespaceId: string };

/** The names in a namespace are those from `from` on and before `to`. */
export interface NamespaceStretch {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly level: PolicyLevel;
}

/** A registry with its levels; `state` is null while only other rows have mentioned it. */
export interface RegistryEntry {
  readonly id: string;
  state: RegistryState | null;
  /** `''` without a state. */
  service: string;
  readonly defaults: PolicyLevel;
  readonly namespaces: Map<string, PolicyLevel>;
  readonly rules: RuleBook;
  /** The grants of the whole policy. */
  readonly grants: GrantTable;
  readonly line: NamespaceLine;
}

const NO_PARTIES: readonly Party[] = [];
const NO_MEMBERSHIPS: readonly MembershipEntry[] = [];
const NO_LEVELS: readonly PolicyLevel[] = [];
const NO_GRANTS: readonly GrantEntry[] = [];
const NO_ROWS: readonly number[] = [];
