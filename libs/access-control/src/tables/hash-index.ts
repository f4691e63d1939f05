/** No row. */
export const NO_ROW = -1;

const FIRST_SLOTS = 16;

/** A segment that has filled so many slots is split in two, and does not grow any more: that takes half a millisecond. */
const SLOTS_MAX = 32_768;

/** From here on a segment grows after all: its hashes do not differ where segments are told apart. */
const DEPTH_MAX = 16;

/** Of each slot the hash, and the row plus one; zero where it is empty. */
const WIDTH = 2;

/** The rows whose hashes begin with the same bits: so many as its depth says. */
class Segment {
  count = 0;
  readonly slots: Int32Array;
  readonly mask: number;

  constructor(
    readonly depth: number,
    slots: number,
  ) {
    this.slots = new Int32Array(slots * WIDTH);
    this.mask = slots - 1;
  }

  add(row: number, hash: number): void {
    const { slots, mask } = this;
    let slot = hash & mask;
    while (slots[slot * WIDTH + 1] !== 0) slot = (slot + 1) & mask;
    slots[slot * WIDTH] = hash;
    slots[slot * WIDTH + 1] = row + 1;
    this.count += 1;
  }

  remove(row: number, hash: number): void {
    const { slots, mask } = this;
    let hole = hash & mask;
    while (slots[hole * WIDTH + 1] !== row + 1) hole = (hole + 1) & mask;
    this.count -= 1;
    // What stands behind moves up, unless it stands where it belongs: a search ends at the first empty slot.
    for (let slot = (hole + 1) & mask; slots[slot * WIDTH + 1] !== 0; slot = (slot + 1) & mask) {
      const wanted = Number(slots[slot * WIDTH]) & mask;
      if (((slot - wanted) & mask) < ((slot - hole) & mask)) continue;
      slots[hole * WIDTH] = Number(slots[slot * WIDTH]);
      slots[hole * WIDTH + 1] = Number(slots[slot * WIDTH + 1]);
      hole = slot;
    }
    slots[hole * WIDTH + 1] = 0;
  }
}

/**
 * Finds rows by the hash of their key, in plain numbers that the collector of garbage never looks at, and with one look
 * into memory. A full part of it is split in two (extendible hashing): a table of a million keys that is made anew at once
 * stands still for a tenth of a second, and decisions wait.
 */
export class HashIndex {
  #depth = 0;
  /** By the first bits of a hash; parts that are not split so far stand there more than once. */
  #segments: readonly unknown[];
  #count = 0;
  /** Where the last search stands. */
  #searched: Segment;
  #slot = 0;

  constructor() {
    this.#searched = new Segment(0, FIRST_SLOTS);
    this.#segments = [this.#searched];
  }

  /** How many rows there are. */
  get size(): number {
    return this.#count;
  }

  /** The first row with a hash, whose key may be another one. */
  first(hash: number): number {
    this.#searched = this.segmentOf(hash);
    this.#slot = hash & this.#searched.mask;
    return this.search(hash);
  }

  /** The next row with the hash of the last search. */
  next(hash: number): number {
    this.#slot = (this.#slot + 1) & this.#searched.mask;
    return this.search(hash);
  }

  add(row: number, hash: number): void {
    this.#count += 1;
    let segment = this.segmentOf(hash);
    while (4 * (segment.count + 1) > 3 * (segment.mask + 1)) {
      this.makeRoom(segment);
      segment = this.segmentOf(hash);
    }
    segment.add(row, hash);
  }

  /** Removes a row that is there. */
  remove(row: number, hash: number): void {
    this.#count -= 1;
    this.segmentOf(hash).remove(row, hash);
  }

  private search(hash: number): number {
    const { slots, mask } = this.#searched;
    let slot = this.#slot;
    for (let row = slots[slot * WIDTH + 1]; row !== 0; row = slots[slot * WIDTH + 1]) {
      if (slots[slot * WIDTH] === hash) {
        this.#slot = slot;
        return Number(row) - 1;
      }
      slot = (slot + 1) & mask;
    }
    return NO_ROW;
  }

  private segmentOf(hash: number): Segment {
    return this.#segments[(hash >>> 1) >>> (31 - this.#depth)] as Segment;
  }

  private makeRoom(full: Segment): void {
    const slots = full.mask + 1;
    if (slots < SLOTS_MAX || full.depth === DEPTH_MAX) {
      const larger = new Segment(full.depth, 2 * slots);
      this.replace(full, larger, larger);
    } else {
      if (full.depth === this.#depth) this.double();
      this.replace(full, new Segment(full.depth + 1, slots), new Segment(full.depth + 1, slots));
    }
  }

  private double(): void {
    this.#depth += 1;
    this.#segments = this.#segments.flatMap((segment) => [segment, segment]);
  }

  /** Puts two segments, which may be the same, in the places of one: by the bit after those that its hashes begin with. */
  private replace(old: Segment, low: Segment, high: Segment): void {
    const bit = 31 - old.depth;
    for (let slot = 0; slot <= old.mask; slot += 1) {
      const row = Number(old.slots[slot * WIDTH + 1]) - 1;
      const hash = Number(old.slots[slot * WIDTH]);
      if (row !== NO_ROW) (((hash >>> bit) & 1) === 0 ? low : high).add(row, hash);
    }
    const places = this.#depth - old.depth - 1;
    this.#segments = this.#segments.map((segment, place) =>
      segment !== old ? segment : ((place >>> places) & 1) === 0 ? low : high,
    );
  }
}

/** Spreads what differs in a few bits over all of them. */
export function mixed(bits: number): number {
  let hash = bits ^ (bits >>> 15);
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  return hash ^ (hash >>> 15);
}
