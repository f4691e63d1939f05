import type { PolicyLevel } from './policy-entries.js';
import { Handles } from './tables/handles.js';
import { NO_ROW } from './tables/hash-index.js';

const FIRST_SIZE = 16;

/**
 * The levels by their handles, and beside them what changes with each grant. While grants are loaded the levels themselves
 * are not looked at: there may be a hundred thousand, and each look would be to wait for memory.
 */
export class LevelList extends Handles<PolicyLevel> {
  /** The first row that names somebody there, plus one; each row knows the next. */
  #firsts = new Int32Array(FIRST_SIZE);
  /** Whether the entries there were made ready for decisions. */
  #settled = new Uint8Array(FIRST_SIZE);

  override put(handle: number, level: PolicyLevel): void {
    super.put(handle, level);
    if (handle >= this.#firsts.length) this.grow();
    this.#firsts[handle] = 0;
    this.#settled[handle] = 0;
  }

  firstOn(handle: number): number {
    const row = Number(this.#firsts[handle]) - 1;
    return row < 0 ? NO_ROW : row;
  }

  /** Changes the first row; what was made ready for decisions no longer holds. */
  setFirst(handle: number, row: number): void {
    this.#firsts[handle] = row + 1;
    this.unsettle(handle);
  }

  unsettle(handle: number): void {
    if (this.#settled[handle] === 0) return;
    this.#settled[handle] = 0;
    this.at(handle).isStale = true;
  }

  settle(level: PolicyLevel): void {
    level.isStale = false;
    this.#settled[level.handle] = 1;
  }

  private grow(): void {
    const [firsts, settled] = [this.#firsts, this.#settled];
    this.#firsts = new Int32Array(2 * firsts.length);
    this.#firsts.set(firsts);
    this.#settled = new Uint8Array(2 * settled.length);
    this.#settled.set(settled);
  }
}
