import { HashIndex, NO_ROW } from './hash-index.js';
import { copyUuid, isUuidAt, readUuid, UUID_WORDS, uuidHash } from './uuid-words.js';

const FIRST_ROWS = 16;

/**
 * Values by ids. Like a `Map`, but in no order, and it never stops to make itself larger. An id that is asked for comes
 * out of a message and was never seen before: for such texts this is three times as fast.
 */
export class KeyTable<T> {
  readonly #index = new HashIndex();
  #words = new Int32Array(FIRST_ROWS * UUID_WORDS);
  readonly #values: (T | undefined)[] = [];
  readonly #free: number[] = [];
  /** By keys that are no ids as this program writes them. */
  readonly #others = new Map<string, T>();

  get size(): number {
    return this.#index.size + this.#others.size;
  }

  get(key: string): T | undefined {
    if (!readUuid(key)) return this.#others.get(key);
    const row = this.rowOf(uuidHash());
    return row === NO_ROW ? undefined : this.#values[row];
  }

  set(key: string, value: T): void {
    if (!readUuid(key)) {
      this.#others.set(key, value);
      return;
    }
    const hash = uuidHash();
    const known = this.rowOf(hash);
    const row = known === NO_ROW ? this.add(hash) : known;
    this.#values[row] = value;
  }

  delete(key: string): void {
    this.#others.delete(key);
    if (!readUuid(key)) return;
    const hash = uuidHash();
    const row = this.rowOf(hash);
    if (row === NO_ROW) return;
    this.#index.remove(row, hash);
    this.#values[row] = undefined;
    this.#free.push(row);
  }

  values(): readonly T[] {
    return [...this.#others.values(), ...this.#values.filter((value) => value !== undefined)];
  }

  private rowOf(hash: number): number {
    let row = this.#index.first(hash);
    while (row !== NO_ROW && !isUuidAt(this.#words, row * UUID_WORDS)) row = this.#index.next(hash);
    return row;
  }

  private add(hash: number): number {
    const row = this.#free.pop() ?? this.#values.length;
    if ((row + 1) * UUID_WORDS > this.#words.length) {
      const larger = new Int32Array(2 * this.#words.length);
      larger.set(this.#words);
      this.#words = larger;
    }
    copyUuid(this.#words, row * UUID_WORDS);
    this.#index.add(row, hash);
    return row;
  }
}
