import { join } from 'node:path';

import type { SpoolDisk } from './spool-disk.js';

const NAME_DIGITS = 15;
const SEGMENT_NAME = /^(?<first>\d{15})\.jsonl$/u;

/** The name of the segment whose first record has this number. */
export const segmentName = (first: number): string => `${String(first).padStart(NAME_DIGITS, '0')}.jsonl`;

/** The number of the first record of a segment; null for a file that is none. */
export function firstOfSegment(name: string): number | null {
  const first = SEGMENT_NAME.exec(name)?.groups?.['first'];
  return first === undefined ? null : Number(first);
}

/** A segment that is written to: a line a record, and never half a line that counts. */
export class OpenSegment {
  private length = 0;
  private dirty = false;
  private torn = false;

  private constructor(
    private readonly disk: SpoolDisk,
    private readonly file: number,
    readonly openedAt: number,
  ) {}

  static create(disk: SpoolDisk, directory: string, first: number, now: number): OpenSegment {
    disk.makeDirectory(directory);
    return new OpenSegment(disk, disk.create(join(directory, segmentName(first))), now);
  }

  get bytes(): number {
    return this.length;
  }

  /** Whether something stands at its end that could not be taken back: nothing may follow it. */
  get broken(): boolean {
    return this.torn;
  }

  /** Writes all of it, or takes back what was written and throws. */
  append(bytes: Uint8Array): void {
    let written = 0;
    try {
      while (written < bytes.length) written += this.disk.write(this.file, bytes.subarray(written));
    } catch (error) {
      if (written > 0) this.takeBack();
      throw error;
    }
    this.length += written;
    this.dirty = true;
  }

  async synchronize(): Promise<void> {
    if (!this.dirty) return;
    this.dirty = false;
    await this.disk.synchronize(this.file);
  }

  close(): void {
    this.disk.close(this.file);
  }

  private takeBack(): void {
    this.torn = true;
    this.disk.truncate(this.file, this.length);
    this.torn = false;
  }
}
