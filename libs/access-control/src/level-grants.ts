import type { GrantParts, GrantTable } from './grant-table.js';
import { Party, type GrantEntry, type PolicyLevel } from './policy-entries.js';
import { MANAGE } from './right.js';
import { NO_ROW } from './tables/hash-index.js';

/** From here on a level is asked by an index instead of from the first entry to the last. */
const INDEX_FROM = 32;

const NO_ROWS: readonly number[] = [];
const NO_PARTIES: readonly Party[] = [];

/** Whether a level exists for nobody: no row made it, and nothing is on it. */
export function isForgotten(grants: GrantTable, level: PolicyLevel): boolean {
  const first = grants.levels.firstOn(level.handle);
  const { namespace, ofMembers, ofEveryone, ofAnonymous, members, robots } = level;
  const count = ofMembers.length + ofEveryone.length + ofAnonymous.length;
  return namespace === null && first === NO_ROW && count + (members?.size ?? 0) + (robots?.size ?? 0) === 0;
}

/** Puts a grant of an id that is not there yet in the table and on its level. */
export function putOnLevel(grants: GrantTable, id: string, parts: GrantParts): void {
  const { level: place, holder, verbs } = parts;
  const row = grants.add(id, parts);
  const isManaging = (verbs & MANAGE) !== 0;
  if (holder instanceof Party) {
    holder.grantCount += 1;
    if (isManaging) (holder.managing ??= new Set()).add(row);
    grants.setNext(row, grants.levels.firstOn(place));
    grants.levels.setFirst(place, row);
    return;
  }
  const level = grants.levels.at(place);
  const grant = { ...parts, id, level, row };
  if (holder === 'everyone' && isManaging) grants.managingOfEveryone.add(row);
  if (holder === 'members') level.ofMembers = [...level.ofMembers, grant];
  else if (holder === 'everyone') level.ofEveryone = [...level.ofEveryone, grant];
  else level.ofAnonymous = [...level.ofAnonymous, grant];
}

/** Takes a grant off its level and out of the table. */
export function takeOffLevel(grants: GrantTable, row: number): void {
  const isOther = (other: GrantEntry): boolean => other.row !== row;
  if (grants.namesSomebody(row)) {
    const holder = grants.holderOf(row);
    holder.grantCount -= 1;
    holder.managing?.delete(row);
    unlink(grants, row);
  } else {
    const level = grants.levelOf(row);
    grants.managingOfEveryone.delete(row);
    level.ofMembers = level.ofMembers.filter(isOther);
    level.ofEveryone = level.ofEveryone.filter(isOther);
    level.ofAnonymous = level.ofAnonymous.filter(isOther);
  }
  grants.remove(row);
}

function unlink(grants: GrantTable, row: number): void {
  const { levels } = grants;
  const place = grants.placeOf(row);
  const next = grants.nextOf(row);
  let before = levels.firstOn(place);
  if (before === row) {
    levels.setFirst(place, next);
    return;
  }
  while (grants.nextOf(before) !== row) before = grants.nextOf(before);
  grants.setNext(before, next);
  levels.unsettle(place);
}

/** Makes the entries of a level ready for decisions. */
export function settleLevel(grants: GrantTable, level: PolicyLevel): void {
  const named = namedRows(grants, level);
  level.named = named;
  level.holders = named.length === 0 ? NO_PARTIES : named.map((row) => grants.holderOf(row));
  level.index = named.length > INDEX_FROM ? indexOf(grants, named) : null;
  grants.levels.settle(level);
}

function namedRows(grants: GrantTable, { handle }: PolicyLevel): readonly number[] {
  const rows: number[] = [];
  for (let row = grants.levels.firstOn(handle); row !== NO_ROW; row = grants.nextOf(row)) rows.push(row);
  // Exactly as long as it is: a list that grew has room to grow on.
  return rows.length === 0 ? NO_ROWS : rows.slice();
}

function indexOf(grants: GrantTable, named: readonly number[]): ReadonlyMap<Party, readonly number[]> {
  const index = new Map<Party, number[]>();
  for (const row of named) {
    const holder = grants.holderOf(row);
    const known = index.get(holder);
    if (known === undefined) index.set(holder, [row]);
    else known.push(row);
  }
  return index;
}

/** The rows of every grant on a level. */
export function rowsOn(grants: GrantTable, level: PolicyLevel): readonly number[] {
  const general = [...level.ofMembers, ...level.ofEveryone, ...level.ofAnonymous];
  return [...namedRows(grants, level), ...general.map(({ row }) => row)];
}

/** The entries on a level that name one of some holders. */
export function entriesNaming(
  grants: GrantTable,
  level: PolicyLevel,
  holders: readonly (Party | undefined)[],
): readonly GrantEntry[] {
  if (level.isStale) settleLevel(grants, level);
  const { index, named } = level;
  const rows =
    index === null
      ? named.filter((_, at) => holders.includes(level.holders[at]))
      : holders.flatMap((holder) => (holder && index.get(holder)) ?? NO_ROWS);
  return rows.map((row) => entryOf(grants, row));
}

function entryOf(grants: GrantTable, row: number): GrantEntry {
  const [id, level, holder] = [grants.idOf(row), grants.levelOf(row), grants.holderOf(row)];
  return { row, id, level, holder, verbs: grants.verbsOf(row), pattern: grants.patternOf(row) };
}
