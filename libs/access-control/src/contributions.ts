import type { GrantTable } from './grant-table.js';
import { entriesNaming } from './level-grants.js';
import { matchesPattern } from './pattern.js';
import type { GrantEntry, Holder, Party, PolicyLevel, RegistryEntry } from './policy-entries.js';
import { namespacePathOf, parentPathOf } from './repository-name.js';
import { FULL_VERBS, type VerbMask } from './right.js';
import { isOwner } from './settlement.js';

/** How an entry concerns the caller, in the order in which classes are asked. */
type ContributionKind = 'owner' | 'grant' | 'members' | 'group' | 'everyone' | 'anonymous';

/** Something in the policy that speaks for or against the caller. */
export interface Contribution {
  readonly kind: ContributionKind;
  readonly level: PolicyLevel;
  /** The id of the grant, or of the namespace for its owner, who needs no grant. */
  readonly id: string;
  readonly verbs: VerbMask;
  /** Whom it names: the caller, where he is the owner. */
  readonly holder: Holder;
  /** The entry; null for the owner, who needs none. */
  readonly grant: GrantEntry | null;
}

/** The entries that count, the weightiest first, and those that concern the caller and were passed over. */
export interface Contributions {
  readonly counting: readonly Contribution[];
  readonly passed: readonly Contribution[];
}

const NONE: readonly Contribution[] = [];

/** What is found of one kind of entries on the way up; the nearest counts. */
interface Found {
  readonly counting: readonly Contribution[];
  readonly distance: number;
}

const ABSENT: Found = { counting: NONE, distance: Infinity };

/** Every entry that concerns a caller and a repository. `without` leaves one out of account, for the question "what if". */
export function contributionsOf(
  registry: RegistryEntry,
  party: Party | null,
  name: string,
  without: GrantEntry | null = null,
): Contributions {
  let named = ABSENT;
  let everyone = ABSENT;
  let anonymous = ABSENT;
  const passed: Contribution[] = [];
  for (const [distance, level] of levelsOf(registry, name).entries()) {
    const asks = { grants: registry.grants, level, name, without };
    const keep = (known: Found, found: readonly Contribution[]): Found => {
      if (known === ABSENT && found.length > 0) return { counting: found, distance };
      passed.push(...found);
      return known;
    };
    if (party !== null) {
      for (const found of namedOn(asks, party)) named = keep(named, found);
      everyone = keep(everyone, classOf('everyone', level.ofEveryone, asks));
    }
    anonymous = keep(anonymous, classOf('anonymous', level.ofAnonymous, asks));
  }
  const isEveryoneOn = everyone.distance < named.distance || named === ABSENT;
  const isNearest = anonymous.distance < everyone.distance && anonymous.distance < named.distance;
  const isAnonymousOn = named === ABSENT || isNearest;
  const off = [...(isEveryoneOn ? NONE : everyone.counting), ...(isAnonymousOn ? NONE : anonymous.counting)];
  return {
    counting: [
      ...named.counting,
      ...(isEveryoneOn ? everyone.counting : NONE),
      ...(isAnonymousOn ? anonymous.counting : NONE),
    ],
    passed: [...passed, ...off],
  };
}

/** The namespaces that a repository is in, nearest first, and the registry's defaults. */
function levelsOf(registry: RegistryEntry, name: string): readonly PolicyLevel[] {
  const levels: PolicyLevel[] = [];
  for (let path: string | null = namespacePathOf(name); path !== null; path = parentPathOf(path)) {
    const level = registry.namespaces.get(path);
    if (level !== undefined) levels.push(level);
  }
  levels.push(registry.defaults);
  return levels;
}

interface Asks {
  readonly grants: GrantTable;
  readonly level: PolicyLevel;
  readonly name: string;
  readonly without: GrantEntry | null;
}

const NO_GROUPS: ReadonlySet<Party> = new Set();

/** The groups of a caller that are there; most callers have none, and this is asked at each level. */
function groupsOf(party: Party): ReadonlySet<Party> {
  if (party.groups.length === 0) return NO_GROUPS;
  return new Set(party.groups.filter((group) => group !== party && group.state !== null));
}

/** By class; the first that holds anything decides. */
function namedOn(asks: Asks, party: Party): readonly (readonly Contribution[])[] {
  const { grants, level } = asks;
  const owner: Contribution[] = isOwner(level, party)
    ? [{ kind: 'owner', level, id: level.namespaceId ?? party.id, verbs: FULL_VERBS, holder: party, grant: null }]
    : [];
  const groups = groupsOf(party);
  return [
    owner,
    classOf('grant', entriesNaming(grants, level, [party]), asks),
    party.places.includes(level) ? classOf('members', level.ofMembers, asks) : NONE,
    groups.size === 0 ? NONE : classOf('group', entriesNaming(grants, level, [...groups]), asks),
  ].filter((found) => found.length > 0);
}

/** Those with a pattern that matches, or else those without one; the weightiest first. */
function classOf(kind: ContributionKind, grants: readonly GrantEntry[], asks: Asks): readonly Contribution[] {
  if (grants.length === 0) return NONE;
  const { level, name, without } = asks;
  const isOn = ({ pattern }: GrantEntry): boolean => pattern !== null && matchesPattern(pattern, name);
  const others = without === null ? grants : grants.filter(({ row }) => row !== without.row);
  const patterned = others.filter(isOn);
  const counting = patterned.length > 0 ? patterned : others.filter(({ pattern }) => pattern === null);
  return [...counting]
    .sort((first, second) => second.verbs - first.verbs || (first.id < second.id ? -1 : 1))
    .map((grant) => ({ kind, level, id: grant.id, verbs: grant.verbs, holder: grant.holder, grant }));
}
