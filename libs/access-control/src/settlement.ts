import { IS_PATTERNED, type GrantTable } from './grant-table.js';
import { settleLevel } from './level-grants.js';
import { matchesPattern } from './pattern.js';
import type { GrantEntry, Party, PolicyLevel, RegistryEntry } from './policy-entries.js';
import { FULL_VERBS, NO_VERBS, type VerbMask } from './right.js';

/** No entry, which is not the same as an entry that gives nothing: the next level is asked. */
const ABSENT = -1;

/**
 * The verbs that the entries give on a repository. Walks from the nearest level to the registry's defaults.
 *
 * A named entry ends the walk: it stands alone against the general ones on its own level and above, and together with
 * those below it. Of the general ones the nearest for everyone counts, and so does the nearest for anonymous where none
 * for everyone is as near. Somebody whom nothing names never gets less than a stranger gets.
 *
 * This is asked for each token: it allocates nothing but the names of the namespaces it looks up.
 */
export function verbsByEntries(registry: RegistryEntry, party: Party | null, name: string): VerbMask {
  let named = ABSENT;
  let everyone = ABSENT;
  let anonymous = ABSENT;
  let isAnonymousNearest = false;
  let end = name.lastIndexOf('/');
  for (let isDefault = false; ;) {
    const level = isDefault ? registry.defaults : registry.namespaces.get(end === -1 ? '' : name.slice(0, end));
    if (level !== undefined) {
      if (party !== null) {
        named = verbsOfNamed(registry.grants, level, party, name);
        if (named !== ABSENT) break;
        if (everyone === ABSENT) everyone = verbsOf(level.ofEveryone, name);
      }
      if (anonymous === ABSENT) {
        anonymous = verbsOf(level.ofAnonymous, name);
        isAnonymousNearest = everyone === ABSENT;
      }
    }
    if (isDefault) break;
    end = end <= 0 ? -1 : name.lastIndexOf('/', end - 1);
    // Nothing inherits from the root namespace.
    isDefault = end === -1;
  }
  const strangers = named === ABSENT || isAnonymousNearest ? anonymous : ABSENT;
  return given(named) | given(everyone) | given(strangers);
}

/** What the level gives somebody by name, by class: ownership, his own entries, those for members, those for groups. */
function verbsOfNamed(grants: GrantTable, level: PolicyLevel, party: Party, name: string): VerbMask {
  if (isOwner(level, party)) return FULL_VERBS;
  if (level.isStale) settleLevel(grants, level);
  if (level.index !== null) return verbsByIndex(grants, level.index, { level, party, name });
  const { holders, named } = level;
  const { groups } = party;
  let own = NOTHING_FOUND;
  let ofGroups = NOTHING_FOUND;
  // References alone are compared: to look at a holder that is not the caller's would be to wait for memory.
  for (let at = 0; at < holders.length; at += 1) {
    const holder = holders[at];
    if (holder === party) own |= foundIn(grants, named[at], name);
    else if (isAmong(groups, holder) && isThere(holder)) ofGroups |= foundIn(grants, named[at], name);
  }
  if (own !== NOTHING_FOUND) return verbsFound(own);
  const ofMembers = membersVerbs(level, party, name);
  return ofMembers === ABSENT ? verbsFound(ofGroups) : ofMembers;
}

function isAmong(groups: readonly Party[], holder: Party | undefined): boolean {
  for (const group of groups) if (group === holder) return true;
  return false;
}

function membersVerbs(level: PolicyLevel, party: Party, name: string): VerbMask {
  const { ofMembers } = level;
  return ofMembers.length > 0 && party.places.includes(level) ? verbsOf(ofMembers, name) : ABSENT;
}

/** Whether somebody stands where the owner stands: a robot does in its namespace, or at the defaults within its scopes. */
export function isOwner(level: PolicyLevel, party: Party): boolean {
  const { owner } = level;
  if (owner !== null && (owner === party || (isAmong(party.groups, owner) && owner.state !== null))) return true;
  if (party.kind !== 'robot') return false;
  return party.home === null ? level.namespaceId === null && party.bounds.limits !== null : party.home === level;
}

/** The same on a level with many entries. */
function verbsByIndex(
  grants: GrantTable,
  index: ReadonlyMap<Party, readonly number[]>,
  { level, party, name }: { readonly level: PolicyLevel; readonly party: Party; readonly name: string },
): VerbMask {
  const own = foundInAll(grants, index.get(party), name);
  if (own !== NOTHING_FOUND) return verbsFound(own);
  const ofMembers = membersVerbs(level, party, name);
  if (ofMembers !== ABSENT) return ofMembers;
  let ofGroups = NOTHING_FOUND;
  for (const group of party.groups) if (isThere(group)) ofGroups |= foundInAll(grants, index.get(group), name);
  return verbsFound(ofGroups);
}

/**
 * Entries of one class that concern a name, as bits: the verbs of those without a pattern and one bit to say that there
 * are any, and above them the same of those with a pattern that matches, which go before.
 */
type Found = number;
const NOTHING_FOUND: Found = 0;
const SOME_PLAIN: Found = 64;
const PATTERNED_SHIFT = 8;
const SOME_PATTERNED: Found = SOME_PLAIN << PATTERNED_SHIFT;
const FOUND_VERBS = SOME_PLAIN - 1;

function foundIn(grants: GrantTable, row: number | undefined, name: string): Found {
  const place = Number(row);
  const given = grants.givenBy(place);
  if ((given & IS_PATTERNED) === 0) return given | SOME_PLAIN;
  const pattern = grants.patternOf(place);
  if (pattern === null || !matchesPattern(pattern, name)) return NOTHING_FOUND;
  return ((given & FOUND_VERBS) << PATTERNED_SHIFT) | SOME_PATTERNED;
}

function foundInAll(grants: GrantTable, rows: readonly number[] | undefined, name: string): Found {
  let found = NOTHING_FOUND;
  if (rows !== undefined) for (const row of rows) found |= foundIn(grants, row, name);
  return found;
}

function verbsFound(found: Found): VerbMask {
  if ((found & SOME_PATTERNED) !== 0) return (found >> PATTERNED_SHIFT) & FOUND_VERBS;
  return found === NOTHING_FOUND ? ABSENT : found & FOUND_VERBS;
}

function isThere(party: Party | undefined): boolean {
  return party !== undefined && party.state !== null;
}

/** What entries of one class on one level give: those with a pattern that matches, before those without. */
function verbsOf(grants: readonly GrantEntry[], name: string): VerbMask {
  let plain = ABSENT;
  let patterned = ABSENT;
  for (const grant of grants) {
    if (grant.pattern === null) plain = sum(plain, grant.verbs);
    else if (matchesPattern(grant.pattern, name)) patterned = sum(patterned, grant.verbs);
  }
  return patterned === ABSENT ? plain : patterned;
}

function sum(first: VerbMask, second: VerbMask): VerbMask {
  return first === ABSENT ? second : first | second;
}

function given(verbs: VerbMask): VerbMask {
  return verbs === ABSENT ? NO_VERBS : verbs;
}
