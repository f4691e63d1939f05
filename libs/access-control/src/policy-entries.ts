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
  constructor(
    readonly id: string,
    readonly level: PolicyLevel,
    readonly holder: Holder,
    readonly verbs: VerbMask,
    readonly pattern: NamePattern | null,
  ) {}
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
  /** Null for the defaults of a registry, and while only other rows have mentioned the namespace. */
  namespace: NamespaceState | null = null;
  owner: Party | null = null;
  /** Whom entries name here, and at the same places the entries. */
  readonly holders: Party[] = [];
  readonly named: NamedGrant[] = [];
  /** The same by holder, where they are many. */
  index: Map<Party, readonly GrantEntry[]> | null = null;
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

/** From here on a level is asked by an index instead of from the first entry to the last. */
const INDEX_FROM = 32;

/** Whether a level exists for nobody: no row made it, and nothing is on it. */
export function isForgotten(level: PolicyLevel): boolean {
  const { namespace, named, ofMembers, ofEveryone, ofAnonymous, members, robots } = level;
  const count = named.length + ofMembers.length + ofEveryone.length + ofAnonymous.length;
  return namespace === null && count + (members?.size ?? 0) + (robots?.size ?? 0) === 0;
}

/** An entry for one user, group or robot. */
type NamedGrant = GrantEntry & { readonly holder: Party };

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
  level.holders.push(holder);
  level.named.push(grant);
  if (level.index !== null) addTo(level.index, grant);
  else if (level.named.length > INDEX_FROM) level.index = indexOf(level.named);
}

function indexOf(named: readonly NamedGrant[]): Map<Party, readonly GrantEntry[]> {
  const index = new Map<Party, readonly GrantEntry[]>();
  for (const grant of named) addTo(index, grant);
  return index;
}

function addTo(index: Map<Party, readonly GrantEntry[]>, grant: NamedGrant): void {
  index.set(grant.holder, [...entriesFor(index, grant.holder), grant]);
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

/** The last entry takes the place of the one that goes: their order means nothing. */
function unlinkNamed(grant: NamedGrant): void {
  const { level, holder } = grant;
  const { named, holders, index } = level;
  holder.grantCount -= 1;
  const at = named.lastIndexOf(grant);
  // Where the one that goes is the last itself, this is the whole work.
  const last = named.splice(-1);
  const lastHolder = holders.splice(-1);
  if (at < named.length) {
    named.splice(at, 1, ...last);
    holders.splice(at, 1, ...lastHolder);
  }
  if (index === null) return;
  const left = entriesFor(index, holder).filter((other) => other !== grant);
  if (left.length === 0) index.delete(holder);
  else index.set(holder, left);
}

/** Every grant on a level. */
export function grantsOn(level: PolicyLevel): readonly GrantEntry[] {
  return [...level.named, ...level.ofMembers, ...level.ofEveryone, ...level.ofAnonymous];
}
