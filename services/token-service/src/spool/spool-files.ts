import { open, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { firstOfSegment, segmentName } from './spool-segment.js';

/** One file of a spool. */
export interface SegmentFile {
  readonly first: number;
  readonly bytes: number;
  readonly modifiedAt: number;
}

const SPOOL_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
/** A record is smaller by far; a message of the bus is not much larger. */
const PAGE_BYTES = 524_288;
/** What ends a record. */
export const LINE_END = 0x0a;

/** Reads and clears away what spools wrote. A file that is gone meanwhile was cleared away by another process. */
export class SpoolFiles {
  constructor(private readonly root: string) {}

  /** The ids of the spools in the directory. */
  async spools(): Promise<readonly string[]> {
    const names = await readdir(this.root).catch(() => []);
    return names.filter((name) => SPOOL_NAME.test(name)).sort();
  }

  /** The segments of a spool, in order. */
  async segments(spool: string): Promise<readonly SegmentFile[]> {
    const names = await readdir(join(this.root, spool)).catch(() => []);
    const found: SegmentFile[] = [];
    for (const first of names.map(firstOfSegment)) {
      if (first === null) continue;
      const file = await stat(this.path(spool, first)).catch(() => null);
      if (file !== null) found.push({ first, bytes: file.size, modifiedAt: file.mtimeMs });
    }
    return found.sort((one, other) => one.first - other.first);
  }

  /** Whole lines from a place in a segment, with their ends; what has no end yet is left for later. */
  async read(spool: string, first: number, from: number): Promise<Buffer> {
    const file = await open(this.path(spool, first), 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PAGE_BYTES), 0, PAGE_BYTES, from);
      return buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(LINE_END) + 1);
    } finally {
      await file.close();
    }
  }

  async remove(spool: string, first: number): Promise<void> {
    await rm(this.path(spool, first), { force: true });
  }

  /** Removes the directory of a spool, unless something is in it. */
  async removeSpool(spool: string): Promise<void> {
    await rmdir(join(this.root, spool)).catch(() => undefined);
  }

  private path(spool: string, first: number): string {
    return join(this.root, spool, segmentName(first));
  }
}
