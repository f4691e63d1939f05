import type { GrantTable } from './grant-table.js';
import { Party, type GrantEntry, type PolicyLevel } from './policy-entries.js';
import { MANAGE } from './right.js';
import { NO_ROW } from './tables/hash-index.js';

/** From here on a level is asked by an index instead of from the first entry to the last. */
const INDEX_FROM = 32;

const NO_ROWS: readonly number[] = [];

/** Whether a level exists for nobody: no row made it, and nothing is on it. */
export function isForgotten(level: PolicyLevel): boolean {
  const { namespace, first, ofMembers, ofEveryone, ofAnonymous, members, robots } = level;
  const count = ofMembers.length + ofEveryone.length + ofAnonymous.length;
  return namespace === null && first === NO_ROW && count + (members?.size ?? 0) + (robots?.size ?? 0) === 0;
}

/** Puts a grant of an id that is not there yet in the table and on its level. */
export function putOnLevel(grants: GrantTable, grant: Omit<GrantEntry, 'row'>): void {
  const { id, level, holder } = grant;
  const row = grants.add(id, level, holder, grant);
  const isManaging = (grant.verbs & MANAGE) !== 0;
  if (isManaging && holder === 'everyone') grants.managingOfEveryone.add(row);
  if (holder instanceof Party) {
    holder.grantCount += 1;
    if (isManaging) (holder.managing ??= new Set()).add(row);
    grants.setNext(row, level.first);
    level.first = row;
    level.isStale = true;
  } else if (holder === 'members') level.ofMembers = [...level.ofMembers, { ...grant, row }];
  else if (holder === 'everyone') level.ofEveryone = [...level.ofEveryone, { ...grant, row }];
  else level.ofAnonymous = [...level.ofAnonymous, { ...grant, row }];
}

/** Takes a grant off its level and out of the table. */
export function takeOffLevel(grants: GrantTable, row: number): void {
  const level = grants.levelOf(row);
  const isOther = (other: GrantEntry): boolean => other.row !== row;
  if (!grants.namesSomebody(row)) {
    grants.managingOfEveryone.delete(row);
    level.ofMembers = level.ofMembers.filter(isOther);
    level.ofEveryone = level.ofEveryone.filter(isOther);
    level.ofAnonymous = level.ofAnonymous.filter(isOther);
  } else {
    const holder = grants.holderOf(row);
    holder.grantCount -= 1;
    holder.managing?.delete(row);
    level.isStale = true;
    unlink(grants, level, row);
  }
  grants.remove(row);
}

function unlink(grants: GrantTable, level: PolicyLevel, row: number): void {
  const next = grants.nextOf(row);
  if (level.first === row) {
    level.first = next;
    return;
  }
  let before = level.first;
  while (grants.nextOf(before) !== row) before = grants.nextOf(before);
  grants.setNext(before, next);
}

/** Makes the entries of a level ready for decisions. */
export function settleLevel(grants: GrantTable, level: PolicyLevel): void {
  const named = namedRows(grants, level);
  level.named = named;
  level.holders = named.map((row) => grants.holderOf(row));
  level.index = named.length > INDEX_FROM ? indexOf(grants, named) : null;
  level.isStale = false;
}

function namedRows(grants: GrantTable, { first }: PolicyLevel): readonly number[] {
  const rows: number[] = [];
  for (let row = first; row !== NO_ROW; row = grants.nextOf(row)) rows.push(row);
  // Exactly as long as it is: a list that grew has room to grow on.
  return rows.slice();
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
