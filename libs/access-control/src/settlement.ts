import { matchesPattern } from './pattern.js';
import { settleLevel, type GrantEntry, type Party, type PolicyLevel, type RegistryEntry } from './policy-entries.js';
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
        named = verbsOfNamed(level, party, name);
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
function verbsOfNamed(level: PolicyLevel, party: Party, name: string): VerbMask {
  if (isOwner(level, party)) return FULL_VERBS;
  if (level.isStale) settleLevel(level);
  if (level.index !== null) return verbsByIndex(level, level.index, party, name);
  const { holders, named } = level;
  const { groups } = party;
  let own = ABSENT;
  let ownPatterned = ABSENT;
  let ofGroups = ABSENT;
  let ofGroupsPatterned = ABSENT;
  // References alone are compared: to look at a holder that is not the caller's would be to wait for memory.
  for (let at = 0; at < holders.length; at += 1) {
    const holder = holders[at];
    const isOwn = holder === party;
    if (!isOwn && !isAmong(groups, holder)) continue;
    const grant = named[at];
    if (grant === undefined || holder === undefined || holder.state === null) continue;
    const { pattern } = grant;
    if (pattern === null) {
      if (isOwn) own = sum(own, grant.verbs);
      else ofGroups = sum(ofGroups, grant.verbs);
    } else if (matchesPattern(pattern, name)) {
      if (isOwn) ownPatterned = sum(ownPatterned, grant.verbs);
      else ofGroupsPatterned = sum(ofGroupsPatterned, grant.verbs);
    }
  }
  if (ownPatterned !== ABSENT) return ownPatterned;
  if (own !== ABSENT) return own;
  const ofMembers = membersVerbs(level, party, name);
  if (ofMembers !== ABSENT) return ofMembers;
  return ofGroupsPatterned === ABSENT ? ofGroups : ofGroupsPatterned;
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
  level: PolicyLevel,
  index: ReadonlyMap<Party, readonly GrantEntry[]>,
  party: Party,
  name: string,
): VerbMask {
  const own = index.get(party);
  const ofOwn = own === undefined ? ABSENT : verbsOf(own, name);
  if (ofOwn !== ABSENT) return ofOwn;
  const ofMembers = membersVerbs(level, party, name);
  if (ofMembers !== ABSENT) return ofMembers;
  let plain = ABSENT;
  let patterned = ABSENT;
  for (const group of party.groups) {
    const grants = group.state === null ? undefined : index.get(group);
    if (grants === undefined) continue;
    for (const grant of grants) {
      if (grant.pattern === null) plain = sum(plain, grant.verbs);
      else if (matchesPattern(grant.pattern, name)) patterned = sum(patterned, grant.verbs);
    }
  }
  return patterned === ABSENT ? plain : patterned;
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
