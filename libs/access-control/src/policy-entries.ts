import type { NamespaceState, RegistryState, UserState } from './policy-state.js';
import type { VerbMask } from './right.js';

/** A user and, as a linked list, what names him; `state` is null while only grants have mentioned him. */
export interface UserEntry {
  readonly id: string;
  state: UserState | null;
  grants: GrantEntry | null;
}

/** Whom a grant concerns. Users are compared by their one entry, which is cheaper than by their id. */
export type Holder = UserEntry | 'everyone' | 'anonymous';

/** A compiled grant: what a million of are held, hence the bits and the list without nodes of its own. */
export interface GrantEntry {
  readonly id: string;
  readonly level: PolicyLevel;
  readonly holder: Holder;
  readonly verbs: VerbMask;
  previousOfUser: GrantEntry | null;
  nextOfUser: GrantEntry | null;
}

/** The grants of one holder on one level: one as a rule; several only between two rows of the same commit. */
type HeldGrants = GrantEntry | readonly GrantEntry[];

type Held = HeldGrants | null | undefined;

/** One step of the way from a repository up to its registry's defaults, with the entries made there. */
export interface PolicyLevel {
  /** The id of the namespace, or null for the defaults of a registry. */
  readonly namespaceId: string | null;
  /** Null for the defaults of a registry, and while only grants have mentioned the namespace. */
  namespace: NamespaceState | null;
  named: Map<UserEntry, HeldGrants>;
  everyone: HeldGrants | null;
  anonymous: HeldGrants | null;
}

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
  readonly defaults: PolicyLevel;
  readonly namespaces: Map<string, PolicyLevel>;
  /** The namespaces but the root, in the byte order of the names in them; made when first asked for. */
  stretches: readonly NamespaceStretch[] | null;
}

/** Most levels of a big policy name nobody: they share one map that stays empty. */
const NOBODY = new Map<UserEntry, HeldGrants>();

export function newLevel(namespaceId: string | null): PolicyLevel {
  return { namespaceId, namespace: null, named: NOBODY, everyone: null, anonymous: null };
}

/** Whether a level exists for nobody: no row made it, and no entry is on it. */
export function isForgotten(level: PolicyLevel): boolean {
  return level.namespace === null && level.named.size === 0 && level.everyone === null && level.anonymous === null;
}

/** Of several grants of one holder on one level the strongest counts; the id settles which of two equals is named. */
export function strongest(held: Held): GrantEntry | null {
  if (held === null || held === undefined) return null;
  if (!isSeveral(held)) return held;
  return held.reduce((best, grant) =>
    grant.verbs > best.verbs || (grant.verbs === best.verbs && grant.id < best.id) ? grant : best,
  );
}

/** Puts a grant on its level and into the list of its user. */
export function link(grant: GrantEntry): void {
  const { level, holder } = grant;
  if (holder === 'everyone') level.everyone = withGrant(level.everyone, grant);
  else if (holder === 'anonymous') level.anonymous = withGrant(level.anonymous, grant);
  else {
    if (level.named === NOBODY) level.named = new Map();
    level.named.set(holder, withGrant(level.named.get(holder), grant));
    grant.nextOfUser = holder.grants;
    if (holder.grants !== null) holder.grants.previousOfUser = grant;
    holder.grants = grant;
  }
}

/** Takes a grant off its level and out of the list of its user. */
export function unlink(grant: GrantEntry): void {
  const { level, holder } = grant;
  if (holder === 'everyone') level.everyone = withoutGrant(level.everyone, grant);
  else if (holder === 'anonymous') level.anonymous = withoutGrant(level.anonymous, grant);
  else {
    unlinkNamed(level, holder, grant);
    if (grant.previousOfUser === null) holder.grants = grant.nextOfUser;
    else grant.previousOfUser.nextOfUser = grant.nextOfUser;
    if (grant.nextOfUser !== null) grant.nextOfUser.previousOfUser = grant.previousOfUser;
  }
}

function unlinkNamed(level: PolicyLevel, holder: UserEntry, grant: GrantEntry): void {
  const left = withoutGrant(level.named.get(holder), grant);
  if (left !== null) level.named.set(holder, left);
  else level.named.delete(holder);
}

/** Every grant on a level. */
export function* grantsOn(level: PolicyLevel): Generator<GrantEntry, void> {
  for (const held of [...level.named.values(), level.everyone, level.anonymous]) {
    if (held !== null) yield* isSeveral(held) ? held : [held];
  }
}

function isSeveral(held: HeldGrants): held is readonly GrantEntry[] {
  return Array.isArray(held);
}

function withGrant(held: Held, grant: GrantEntry): HeldGrants {
  if (held === null || held === undefined) return grant;
  return isSeveral(held) ? [...held, grant] : [held, grant];
}

function withoutGrant(held: Held, grant: GrantEntry): HeldGrants | null {
  if (held === null || held === undefined || !isSeveral(held)) return null;
  const left = held.filter((other) => other !== grant);
  const [only] = left;
  return left.length === 1 && only !== undefined ? only : left;
}
