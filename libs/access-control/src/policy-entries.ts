import { UNBOUNDED, type Bounds } from './limits.js';
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
  /** What somebody is called at the token door; the id, while only other rows have mentioned it. */
  name: string;
  /** How many other rows mention it: with the last one it is forgotten, if it has no row of its own. */
  mentions = 0;
  grantCount = 0;
  /** The groups of a user, one for each membership; of a group itself, for questions about whoever is in it alone. */
  groups: readonly Party[] = NO_PARTIES;
  /** The namespaces that a user is a member of, one for each membership. */
  places: readonly PolicyLevel[] = NO_LEVELS;
  /** Who is in a group. */
  members: Set<MembershipEntry> | null = null;
  /** The memberships of a user, in groups and in namespaces. */
  memberships: readonly MembershipEntry[] = NO_MEMBERSHIPS;
  credentials: Set<CredentialEntry> | null = null;
  /** The namespace of a robot; null for one of the installation. */
  home: PolicyLevel | null = null;
  bounds: Bounds = UNBOUNDED;

  constructor(
    readonly kind: 'user' | 'group' | 'robot',
    readonly id: string,
  ) {
    this.name = id;
  }
}

/** Whom an entry concerns. */
export type Holder = Party | 'members' | 'everyone' | 'anonymous';

/** A compiled grant. A million of them are held, hence as few fields as can be. */
export class GrantEntry {
  /** The next one for a user, a group or a robot on the same level. */
  next: NamedGrant | null = null;

  constructor(
    readonly id: string,
    readonly level: PolicyLevel,
    readonly holder: Holder,
    readonly verbs: VerbMask,
    readonly pattern: NamePattern | null,
  ) {}
}

/** An entry for one user, group or robot. */
export type NamedGrant = GrantEntry & { readonly holder: Party };

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
  /** Null for the defaults of a registry, and while only other rows have mentioned the namespace. */
  namespace: NamespaceState | null = null;
  owner: Party | null = null;
  /** The entries for users, groups and robots, in no order. */
  first: NamedGrant | null = null;
  /** Whether those have changed since they were made ready for decisions, as below: most levels are never asked. */
  isStale = false;
  /** Whom entries name here, and at the same places the entries. */
  holders: readonly Party[] = NO_PARTIES;
  named: readonly NamedGrant[] = NO_NAMED;
  /** The same by holder, where they are many. */
  index: ReadonlyMap<Party, readonly GrantEntry[]> | null = null;
  ofMembers: readonly GrantEntry[] = NO_GRANTS;
  ofEveryone: readonly GrantEntry[] = NO_GRANTS;
  ofAnonymous: readonly GrantEntry[] = NO_GRANTS;
  members: Set<MembershipEntry> | null = null;
  robots: Set<Party> | null = null;

  /** `namespaceId` is null for the defaults of a registry. */
  constructor(readonly namespaceId: string | null) {}
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
  /** The namespaces but the root, in the byte order of the names in them; made when first asked for. */
  stretches: readonly NamespaceStretch[] | null;
}

const NO_PARTIES: readonly Party[] = [];
const NO_MEMBERSHIPS: readonly MembershipEntry[] = [];
const NO_LEVELS: readonly PolicyLevel[] = [];
const NO_GRANTS: readonly GrantEntry[] = [];
const NO_NAMED: readonly NamedGrant[] = [];

/** From here on a level is asked by an index instead of from the first entry to the last. */
const INDEX_FROM = 32;

/** Whether a level exists for nobody: no row made it, and nothing is on it. */
export function isForgotten(level: PolicyLevel): boolean {
  const { namespace, first, ofMembers, ofEveryone, ofAnonymous, members, robots } = level;
  const count = ofMembers.length + ofEveryone.length + ofAnonymous.length;
  return namespace === null && first === null && count + (members?.size ?? 0) + (robots?.size ?? 0) === 0;
}

function isNamed(grant: GrantEntry): grant is NamedGrant {
  return grant.holder instanceof Party;
}

/** Puts a grant on its level. */
export function link(grant: GrantEntry): void {
  const { level } = grant;
  if (isNamed(grant)) linkNamed(grant);
  else if (grant.holder === 'members') level.ofMembers = [...level.ofMembers, grant];
  else if (grant.holder === 'everyone') level.ofEveryone = [...level.ofEveryone, grant];
  else level.ofAnonymous = [...level.ofAnonymous, grant];
}

function linkNamed(grant: NamedGrant): void {
  const { level, holder } = grant;
  holder.grantCount += 1;
  grant.next = level.first;
  level.first = grant;
  level.isStale = true;
}

/** Makes the entries of a level ready for decisions. */
export function settleLevel(level: PolicyLevel): void {
  const named = namedOn(level);
  level.named = named;
  level.holders = named.map(({ holder }) => holder);
  level.index = named.length > INDEX_FROM ? indexOf(named) : null;
  level.isStale = false;
}

function namedOn({ first }: PolicyLevel): readonly NamedGrant[] {
  let count = 0;
  for (let grant = first; grant !== null; grant = grant.next) count += 1;
  const named = new Array<NamedGrant>(count);
  let at = 0;
  for (let grant = first; grant !== null; grant = grant.next) {
    named[at] = grant;
    at += 1;
  }
  return named;
}

function indexOf(named: readonly NamedGrant[]): ReadonlyMap<Party, readonly GrantEntry[]> {
  const index = new Map<Party, GrantEntry[]>();
  for (const grant of named) {
    const known = index.get(grant.holder);
    if (known === undefined) index.set(grant.holder, [grant]);
    else known.push(grant);
  }
  return index;
}

/** The entries for one holder on a level that is asked by an index. */
export function entriesFor(index: ReadonlyMap<Party, readonly GrantEntry[]>, holder: Party): readonly GrantEntry[] {
  return index.get(holder) ?? NO_GRANTS;
}

/** Takes a grant off its level. */
export function unlink(grant: GrantEntry): void {
  const { level } = grant;
  const isOther = (other: GrantEntry): boolean => other !== grant;
  if (isNamed(grant)) unlinkNamed(grant);
  else if (grant.holder === 'members') level.ofMembers = level.ofMembers.filter(isOther);
  else if (grant.holder === 'everyone') level.ofEveryone = level.ofEveryone.filter(isOther);
  else level.ofAnonymous = level.ofAnonymous.filter(isOther);
}

function unlinkNamed(grant: NamedGrant): void {
  const { level, holder } = grant;
  holder.grantCount -= 1;
  level.isStale = true;
  if (level.first === grant) {
    level.first = grant.next;
    return;
  }
  for (let other = level.first; other !== null; other = other.next) {
    if (other.next === grant) {
      other.next = grant.next;
      return;
    }
  }
}

/** Every grant on a level. */
export function grantsOn(level: PolicyLevel): readonly GrantEntry[] {
  return [...namedOn(level), ...level.ofMembers, ...level.ofEveryone, ...level.ofAnonymous];
}
