import { AppendDecisions, ReadSpoolPosition } from '@spectacles/contracts';
import { type Clock, DomainError, type Logger, type MessageClient } from '@spectacles/platform';

import type { DecisionSpool } from './decision-spool.js';
import type { SpoolFiles } from './spool-files.js';
import { type SpoolPage, SpoolReader } from './spool-reader.js';

const PERIOD_MS = 500;
const RETRY_MS = 2000;
/** How long the catalog may be restored from a backup, and still get everything. */
const KEPT_MS = 600_000;
/** Beyond this share of the bound what was taken is cleared away at once. */
const PRESSURE = 0.8;
/** The catalog is not there, or not in time. */
const NO_ANSWER: ReadonlySet<number> = new Set([503, 504]);

export interface SpoolHandOverOptions {
  readonly spool: DecisionSpool;
  readonly files: SpoolFiles;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly maximumBytes: number;
}

/** What is known of one spool. */
interface Progress {
  readonly reader: SpoolReader;
  /** The last number that the catalog has; null until it said so. */
  taken: number | null;
}

/**
 * Hands records over to the catalog, and clears away what it has had for ten minutes. Each spool is handed over under its
 * own id, also those that an earlier start of this server left. After every failure the catalog is asked where it stands.
 */
export class SpoolHandOver {
  private readonly known = new Map<string, Progress>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;
  private failing = false;
  private takenOfOwn = 0;

  constructor(private readonly options: SpoolHandOverOptions) {}

  /** How many records of this start the catalog does not have yet. */
  get pending(): number {
    return this.options.spool.lastNumber - this.takenOfOwn;
  }

  start(): void {
    this.schedule(0);
  }

  /** Ends; what is written by then is handed over if the catalog answers. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
    await this.runOnce();
  }

  /** Hands over everything that is there now. */
  runOnce(): Promise<void> {
    this.running ??= this.handOverAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.runOnce().then(() => this.schedule(this.failing ? RETRY_MS : PERIOD_MS));
    }, delay);
    this.timer.unref();
  }

  private async handOverAll(): Promise<void> {
    const { spool, files } = this.options;
    try {
      spool.tellGap();
      // Only what survives the loss of power is handed over: the catalog never has a number that is not here.
      const through = await spool.synchronize();
      const failures: unknown[] = [];
      for (const id of await files.spools()) {
        await this.handOver(id, id === spool.id ? through : Number.MAX_SAFE_INTEGER).catch((error: unknown) => {
          failures.push(this.ofOne(id, error));
        });
      }
      if (failures.length === 0) this.succeeded();
      else this.warn(failures[0]);
    } catch (error) {
      this.failed(error);
    }
    await this.clearAway().catch((error: unknown) => this.failed(error));
  }

  private async handOver(id: string, through: number): Promise<void> {
    const { files } = this.options;
    const segments = await files.segments(id);
    if (segments.length === 0) return;
    const progress = this.progressOf(id);
    progress.taken ??= (await this.options.messages.request(ReadSpoolPosition, { spool: id })).last;
    for (;;) {
      const page = await progress.reader.after(progress.taken, through, segments);
      if (id === this.options.spool.id) this.takenOfOwn = progress.taken;
      if (page === null) return;
      progress.taken = await this.append(id, page);
    }
  }

  /** Answers the last number that the catalog has now. */
  private async append(spool: string, { first, count, lines }: SpoolPage): Promise<number> {
    const { last } = await this.options.messages.request(AppendDecisions, { spool, first, lines });
    const wanted = first + count - 1;
    if (last < wanted) throw new TypeError(`The catalog took ${String(last)} of ${String(wanted)} records.`);
    return last;
  }

  private progressOf(id: string): Progress {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const made: Progress = { reader: new SpoolReader(this.options.files, id), taken: null };
    this.known.set(id, made);
    return made;
  }

  /** Files that nobody writes to any more, and of which the catalog has every record. */
  private async clearAway(): Promise<void> {
    const { spool, files, clock, maximumBytes } = this.options;
    const pressed = spool.bytes > maximumBytes * PRESSURE;
    let bytes = 0;
    for (const id of await files.spools()) {
      const taken = this.known.get(id)?.taken ?? 0;
      const segments = await files.segments(id);
      let left = 0;
      for (const [index, segment] of segments.entries()) {
        const isOld = clock.now().getTime() - segment.modifiedAt >= KEPT_MS;
        // To the newest file of a spool somebody may still write; it was handed over to its end by the last look.
        const next = segments[index + 1];
        const isTaken = next === undefined ? isOld && taken > 0 : taken >= next.first - 1;
        if (isTaken && (isOld || pressed)) await files.remove(id, segment.first);
        else left += segment.bytes;
      }
      if (left === 0 && id !== spool.id) await this.forget(id);
      bytes += left;
    }
    spool.countedOnDisk(bytes);
  }

  private async forget(id: string): Promise<void> {
    await this.options.files.removeSpool(id);
    this.known.delete(id);
  }

  private succeeded(): void {
    if (this.failing) this.options.logger.info('decisions are handed over again');
    this.failing = false;
  }

  /** A spool that cannot be read, or is not taken, holds up no other; a catalog that does not answer answers none. */
  private ofOne(id: string, error: unknown): unknown {
    if (error instanceof DomainError && NO_ANSWER.has(error.status)) throw error;
    this.progressOf(id).taken = null;
    return error;
  }

  private failed(error: unknown): void {
    // Where the catalog stands is asked anew: it may have been restored meanwhile.
    for (const progress of this.known.values()) progress.taken = null;
    this.warn(error);
  }

  private warn(error: unknown): void {
    if (!this.failing) this.options.logger.warn({ err: error }, 'decisions cannot be handed over; they are kept');
    this.failing = true;
  }
}
