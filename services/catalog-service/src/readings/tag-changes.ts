import { isSupplementTag } from '../tags/supplement-tag.js';

/** A tag as it is recorded. */
export interface RecordedTag {
  readonly name: string;
  readonly digest: string;
  readonly reading: number;
  readonly pushedAt: number;
  readonly missing: boolean;
  readonly deleted: boolean;
}

/** What a reading says about tags. */
export interface TagFindings {
  readonly reading: number;
  readonly now: number;
  readonly tags: readonly { readonly name: string; readonly digest: string }[];
  readonly missing: readonly string[];
}

/** The rows that a reading changes, and what that means for the repository. */
export interface TagChanges {
  readonly rows: readonly RecordedTag[];
  /** Tags that have a digest they did not have. */
  readonly pushed: number;
  readonly removed: number;
  /** By how many its ordinary tags become more. */
  readonly countDelta: number;
  /** Digests that a tag came to or left: their images may have to be added or dropped. */
  readonly touched: ReadonlySet<string>;
}

/**
 * Merges a reading into what is recorded. A row that a later reading wrote stays, so an old answer revives no deleted
 * tag; and a tag goes only when two readings in a row found it missing, since one wrong answer must not wipe anything.
 */
export function mergeTags(recorded: ReadonlyMap<string, RecordedTag>, findings: TagFindings): TagChanges {
  const found = findings.tags.flatMap((tag) => foundTag(tag, recorded.get(tag.name), findings));
  const lost = findings.missing.flatMap((name) => missingTag(recorded.get(name), findings));
  const rows = [...found, ...lost];
  const removed = lost.filter((row) => row.deleted);
  const appeared = found.filter((row) => recorded.get(row.name)?.deleted !== false);
  return {
    rows,
    removed: removed.length,
    pushed: found.filter((row) => row.pushedAt === findings.now).length,
    countDelta: ordinary(appeared) - ordinary(removed),
    touched: new Set(rows.flatMap((row) => [row.digest, recorded.get(row.name)?.digest ?? row.digest])),
  };
}

/** Signatures and the like are recorded, and do not count as tags. */
function ordinary(rows: readonly RecordedTag[]): number {
  return rows.filter(({ name }) => !isSupplementTag(name)).length;
}

function foundTag(
  tag: { readonly name: string; readonly digest: string },
  recorded: RecordedTag | undefined,
  { reading, now }: TagFindings,
): RecordedTag[] {
  if (recorded !== undefined && recorded.reading >= reading) return [];
  const same = recorded?.deleted === false && recorded.digest === tag.digest;
  const pushedAt = same ? recorded.pushedAt : now;
  return [{ name: tag.name, digest: tag.digest, reading, pushedAt, missing: false, deleted: false }];
}

function missingTag(recorded: RecordedTag | undefined, { reading }: TagFindings): RecordedTag[] {
  if (recorded === undefined || recorded.deleted || recorded.reading >= reading) return [];
  return [{ ...recorded, reading, missing: true, deleted: recorded.missing }];
}
