import { join } from 'node:path';

import { type Clock, type Logger, newId } from '@spectacles/platform';

import { RecordIds } from './record-ids.js';
import { RecordPage } from './record-page.js';
import type { SpoolDisk } from './spool-disk.js';
import { OpenSegment } from './spool-segment.js';

const SEGMENT_BYTES = 4_194_304;
const SEGMENT_AGE_MS = 60_000;

/** Where the spool is, and how much of the disk it may take. */
export interface DecisionSpoolOptions {
  /** The directory of all spools; this one gets its own in it. */
  readonly root: string;
  readonly maximumBytes: number;
  readonly disk: SpoolDisk;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Missing {
  readonly from: number;
  count: number;
  reason: string;
}

const reasonOf = (error: unknown): string =>
  `The disk of the token server refused it (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}).`;

const NOTHING = new Uint8Array();

/**
 * Records of decisions on disk, numbered from 1, until the catalog has them. A start makes a spool of its own: what an
 * earlier one left is handed over under its own id, so that no number ever means two records.
 *
 * Whatever the disk does, writing succeeds: what it did not take is counted, and told as a gap once it writes again.
 */
export class DecisionSpool {
  readonly id: string;
  readonly directory: string;
  private readonly ids = new RecordIds();
  private segment: OpenSegment | null = null;
  private retired: OpenSegment[] = [];
  private readonly pending = new RecordPage();
  private flushDue = false;
  private missing: Missing | null = null;
  private last = 0;
  private lost = 0;
  private onDisk = 0;
  private written = 0;
  private full = false;

  constructor(private readonly options: DecisionSpoolOptions) {
    this.id = newId(options.clock);
    this.directory = join(options.root, this.id);
  }

  /** The number of the record written last. */
  get lastNumber(): number {
    return this.last;
  }

  /** How many records could not be written since the start. */
  get missed(): number {
    return this.lost;
  }

  /** What all spools of the directory take of the disk, as far as is known. */
  get bytes(): number {
    return this.onDisk + this.written;
  }

  /**
   * Takes a record, one line of JSON: its text, and what follows it as bytes. It is written with all others of the turn, at
   * the end of it or by `flush`.
   */
  write(start: string, rest: Uint8Array = NOTHING): void {
    this.pending.add(start, rest);
    if (this.flushDue) return;
    this.flushDue = true;
    process.nextTick(() => {
      this.flushDue = false;
      this.flush();
    });
  }

  /** Writes what was taken, at once: afterwards it is with the system, or counted as missing. */
  flush(): void {
    if (this.pending.count === 0) return;
    this.append(this.pending.bytes(), this.pending.count);
    this.pending.clear();
  }

  /** What was counted on disk; what is written after the call comes on top. */
  countedOnDisk(bytes: number): void {
    this.onDisk = bytes;
    this.written = 0;
  }

  /** Tells a gap that nothing was written after; called from time to time. */
  tellGap(): void {
    if (this.missing !== null && this.pending.count === 0) this.append(NOTHING, 0);
  }

  /** Brings what was written to the disk itself; answers the number of the last record that is there. */
  async synchronize(): Promise<number> {
    const through = this.last;
    const retired = this.retired;
    this.retired = [];
    for (const segment of retired) await segment.synchronize().finally(() => segment.close());
    await this.segment?.synchronize();
    return through;
  }

  /** Ends writing; the files stay. */
  async close(): Promise<void> {
    this.flush();
    this.tellGap();
    this.retire();
    await this.synchronize();
  }

  private append(records: Uint8Array, count: number): void {
    const gap = this.missing;
    const bytes = gap === null ? records : Buffer.concat([Buffer.from(this.gapOf(gap)), records]);
    try {
      if (this.bytes + bytes.length > this.options.maximumBytes) {
        this.miss(count, 'The spool of the token server was at its bound (DECISION_SPOOL_MAX_BYTES).');
        return;
      }
      this.currentSegment().append(bytes);
    } catch (error) {
      if (this.segment?.broken === true) this.retire();
      this.miss(count, reasonOf(error), error);
      return;
    }
    this.last += gap === null ? count : count + 1;
    this.written += bytes.length;
    this.missing = null;
    if (this.full) this.options.logger.info('decisions are written down again');
    this.full = false;
  }

  private currentSegment(): OpenSegment {
    const { disk, clock } = this.options;
    const now = clock.now().getTime();
    if (this.segment !== null && (this.segment.bytes >= SEGMENT_BYTES || now - this.segment.openedAt >= SEGMENT_AGE_MS))
      this.retire();
    this.segment ??= OpenSegment.create(disk, this.directory, this.last + 1, now);
    return this.segment;
  }

  /** The file is closed once it is synchronized, off the path of a token. */
  private retire(): void {
    if (this.segment !== null) this.retired.push(this.segment);
    this.segment = null;
  }

  private miss(count: number, reason: string, error?: unknown): void {
    if (count === 0) return;
    this.lost += count;
    this.missing ??= { from: this.options.clock.now().getTime(), count: 0, reason };
    this.missing.count += count;
    this.missing.reason = reason;
    if (!this.full) this.options.logger.error({ err: error, reason }, 'decisions cannot be written down');
    this.full = true;
  }

  /** As a line of the spool. */
  private gapOf({ from, count, reason }: Missing): string {
    const now = this.options.clock.now().getTime();
    const [begin, until] = [new Date(from).toISOString(), new Date(now).toISOString()];
    const gap = { kind: 'gap', id: this.ids.next(now), from: begin, until, missing: count, reason };
    return `${JSON.stringify(gap)}\n`;
  }
}
