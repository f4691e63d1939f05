import type { NamePattern } from './pattern.js';
import { LevelList } from './level-list.js';
import { Party, type Holder, type PolicyLevel } from './policy-entries.js';
import type { VerbMask } from './right.js';
import { Handles } from './tables/handles.js';
import { HashIndex, NO_ROW } from './tables/hash-index.js';
import { copyUuid, isUuidAt, readUuid, UUID_WORDS, uuidHash, uuidText } from './tables/uuid-words.js';

/** A grant in so many numbers: its id, where it is, whom it names, the next one that names somebody there, what it gives. */
const WIDTH = 8;
const LEVEL = UUID_WORDS;
const HOLDER = LEVEL + 1;
const NEXT = LEVEL + 2;
const GIVES = LEVEL + 3;

/** In the last of them, above the bits of the verbs. */
export const IS_PATTERNED = 64;
const VERBS = IS_PATTERNED - 1;

/** In place of a holder, where it names nobody: it is for members, everyone or anonymous, or it is not there. */
const NOBODY = -1;

/** So many grants lie together: a larger piece would take longer to make than decisions should wait. */
const PIECE_BITS = 13;
const PIECE_MASK = (1 << PIECE_BITS) - 1;

/** What a grant is made of: the handle of its level, whom it concerns, what it gives on which names. */
export interface GrantParts {
  readonly level: number;
  readonly holder: Holder;
  readonly verbs: VerbMask;
  readonly pattern: NamePattern | null;
}

/**
 * Every grant, in numbers instead of objects. There may be a million: as objects they would be four times the memory, and
 * the collector of garbage would stop the program to move them while they are loaded.
 */
export class GrantTable {
  readonly levels = new LevelList();
  readonly parties = new Handles<Party>();
  /** The rows of the entries that give everyone `manage`. */
  readonly managingOfEveryone = new Set<number>();
  readonly #index = new HashIndex();
  readonly #pieces = new Handles<Int32Array>();
  readonly #free: number[] = [];
  #rows = 0;
  readonly #patterns = new Map<number, NamePattern>();
  /** Ids that are not written as this program writes them. */
  readonly #oddIds = new Map<number, string>();
  readonly #oddRows = new Map<string, number>();

  get size(): number {
    return this.#index.size + this.#oddRows.size;
  }

  /** The row of an id; `NO_ROW` where there is none. */
  find(id: string): number {
    if (!readUuid(id)) return this.#oddRows.get(id) ?? NO_ROW;
    const hash = uuidHash();
    let row = this.#index.first(hash);
    while (row !== NO_ROW && !isUuidAt(this.#pieces.at(row >>> PIECE_BITS), (row & PIECE_MASK) * WIDTH))
      row = this.#index.next(hash);
    return row;
  }

  /** Puts a grant of an id that is not there yet. */
  add(id: string, { level, holder, verbs, pattern }: GrantParts): number {
    const row = this.#free.pop() ?? this.makeRow();
    if (readUuid(id)) {
      copyUuid(this.#pieces.at(row >>> PIECE_BITS), (row & PIECE_MASK) * WIDTH);
      this.#index.add(row, uuidHash());
    } else {
      this.#oddIds.set(row, id);
      this.#oddRows.set(id, row);
    }
    this.write(row, LEVEL, level);
    this.write(row, HOLDER, holder instanceof Party ? holder.handle : NOBODY);
    this.write(row, NEXT, NO_ROW);
    this.write(row, GIVES, pattern === null ? verbs : verbs | IS_PATTERNED);
    if (pattern !== null) this.#patterns.set(row, pattern);
    return row;
  }

  remove(row: number): void {
    const id = this.idOf(row);
    if (readUuid(id)) this.#index.remove(row, uuidHash());
    this.#oddRows.delete(id);
    this.#oddIds.delete(row);
    this.#patterns.delete(row);
    this.write(row, HOLDER, NOBODY);
    this.#free.push(row);
  }

  idOf(row: number): string {
    return this.#oddIds.get(row) ?? uuidText(this.#pieces.at(row >>> PIECE_BITS), (row & PIECE_MASK) * WIDTH);
  }

  /** The handle of its level. */
  placeOf(row: number): number {
    return this.read(row, LEVEL);
  }

  levelOf(row: number): PolicyLevel {
    return this.levels.at(this.read(row, LEVEL));
  }

  /** Whether it is for one user, group or robot. */
  namesSomebody(row: number): boolean {
    return this.read(row, HOLDER) !== NOBODY;
  }

  /** Whom it names. */
  holderOf(row: number): Party {
    return this.parties.at(this.read(row, HOLDER));
  }

  verbsOf(row: number): VerbMask {
    return this.read(row, GIVES) & VERBS;
  }

  patternOf(row: number): NamePattern | null {
    return this.#patterns.get(row) ?? null;
  }

  /** The verbs, with `IS_PATTERNED` where they hold for some names only. */
  givenBy(row: number): number {
    return this.read(row, GIVES);
  }

  /** The next row of the same level that names somebody. */
  nextOf(row: number): number {
    return this.read(row, NEXT);
  }

  setNext(row: number, next: number): void {
    this.write(row, NEXT, next);
  }

  /** The rows that name somebody; looks at every row. */
  rowsNaming({ handle }: Party): readonly number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#rows; row += 1) if (this.read(row, HOLDER) === handle) rows.push(row);
    return rows;
  }

  private makeRow(): number {
    const row = this.#rows;
    this.#rows += 1;
    if ((row & PIECE_MASK) === 0) this.#pieces.put(this.#pieces.take(), new Int32Array(WIDTH << PIECE_BITS));
    return row;
  }

  private read(row: number, field: number): number {
    return Number(this.#pieces.at(row >>> PIECE_BITS)[(row & PIECE_MASK) * WIDTH + field]);
  }

  private write(row: number, field: number, value: number): void {
    this.#pieces.at(row >>> PIECE_BITS)[(row & PIECE_MASK) * WIDTH + field] = value;
  }
}
