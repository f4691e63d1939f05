import { LINE_END } from './spool-files.js';

const INITIAL_BYTES = 65_536;
/** What a burst made larger is given back. */
const KEPT_BYTES = 1_048_576;
/** The most that a character takes in UTF-8, of those that a string counts as one. */
const BYTES_PER_CHARACTER = 3;

/** The records of one turn as bytes, put together in memory that is used again and again. */
export class RecordPage {
  private memory = Buffer.allocUnsafe(INITIAL_BYTES);
  private length = 0;
  private records = 0;

  /** How many records are on it. */
  get count(): number {
    return this.records;
  }

  /** Adds a record: its text, and what follows it as bytes. Neither holds the end of a line. */
  add(start: string, rest: Uint8Array): void {
    this.reserve(start.length * BYTES_PER_CHARACTER + rest.length + 1);
    this.length += this.memory.write(start, this.length);
    this.memory.set(rest, this.length);
    this.length += rest.length;
    this.memory[this.length] = LINE_END;
    this.length += 1;
    this.records += 1;
  }

  /** Its bytes, to be used before the next record is added. */
  bytes(): Buffer {
    return this.memory.subarray(0, this.length);
  }

  clear(): void {
    [this.length, this.records] = [0, 0];
    if (this.memory.length > KEPT_BYTES) this.memory = Buffer.allocUnsafe(INITIAL_BYTES);
  }

  private reserve(bytes: number): void {
    const wanted = this.length + bytes;
    if (wanted <= this.memory.length) return;
    const memory = Buffer.allocUnsafe(Math.max(wanted, 2 * this.memory.length));
    this.memory.copy(memory, 0, 0, this.length);
    this.memory = memory;
  }
}
