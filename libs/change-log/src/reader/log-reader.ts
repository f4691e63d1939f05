import type { LogCursor, LogRow } from '@spectacles/contracts';
import type { Clock, Logger } from '@spectacles/platform';
import type { LogCommit, LogSource, LogState, LogTarget } from './log-target.js';

export interface LogReaderOptions extends LogTarget {
  readonly source: LogSource;
  /** Heals lost doorbells. */
  readonly pollMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where a reader with a memory of its own goes on; otherwise it begins with a snapshot. */
  readonly cursor?: LogCursor;
  /** Rows a page; smaller than the bus' largest message. */
  readonly pageSize?: number;
}

/** Why the reader stands still: it keeps its last good version and its age runs. */
export interface Refusal {
  /** The commit that could not be applied; null when it was the snapshot. */
  readonly n: number | null;
  readonly reason: string;
}

const PAGE_SIZE = 500;

function parseState(row: { readonly kind: string; readonly key: string; readonly state: string | null }): LogState {
  return { kind: row.kind, key: row.key, state: row.state === null ? null : (JSON.parse(row.state) as unknown) };
}

class Unreadable extends Error {
  constructor(
    readonly n: number | null,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The owner no longer knows the cursor. */
class CursorUnknown extends Error {
  constructor(readonly head: LogCursor) {
    super('The owner does not know the cursor.');
  }
}

/** Follows a log: whole commits in order, a snapshot where the cursor is not known, at the doorbell and by poll. */
export class LogReader {
  private position: LogCursor | null;
  private confirmedAt: number | null = null;
  private refused: Refusal | null = null;
  private running: Promise<void> | null = null;
  private askedAgain = false;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  private failing = false;

  constructor(private readonly options: LogReaderOptions) {
    this.position = options.cursor ?? null;
  }

  /** The commit that is in force; null before the first snapshot. */
  get cursor(): LogCursor | null {
    return this.position;
  }

  get refusal(): Refusal | null {
    return this.refused;
  }

  /** Seconds since the owner last confirmed that this is the newest commit; infinite before the first time. */
  ageSeconds(): number {
    if (this.confirmedAt === null) return Number.POSITIVE_INFINITY;
    return Math.max(0, (this.options.clock.now().getTime() - this.confirmedAt) / 1000);
  }

  /** Begins to follow; resolves after the first attempt, whether it succeeded or not. */
  async start(): Promise<void> {
    this.timer = setInterval(() => void this.pull(), this.options.pollMs);
    this.timer.unref();
    await this.pull();
  }

  /** The doorbell: the log is at `n`. */
  ring(n: number): void {
    if (this.position === null || n > this.position.n) void this.pull();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Reads what is new. Asked during a reading, it reads once more: the ring may be about a later commit. */
  pull(): Promise<void> {
    if (this.running !== null) {
      this.askedAgain = true;
      return this.running;
    }
    this.running = this.pullUntilQuiet().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async pullUntilQuiet(): Promise<void> {
    do {
      this.askedAgain = false;
      await this.pullOnce();
    } while (this.isAskedAgain() && !this.stopped);
  }

  private isAskedAgain(): boolean {
    return this.askedAgain;
  }

  private async pullOnce(): Promise<void> {
    try {
      await this.follow();
      this.refused = null;
      this.failing = false;
    } catch (error) {
      this.report(error);
    }
  }

  private async follow(): Promise<void> {
    if (this.position === null) {
      await this.takeSnapshot();
      return;
    }
    const asked = this.options.clock.now().getTime();
    try {
      await this.replay(this.position, async (commit) => {
        await this.options.apply(commit);
        this.position = commit.cursor;
      });
      this.confirmedAt = asked;
    } catch (error) {
      if (!(error instanceof CursorUnknown)) throw error;
      this.options.logger.warn({ cursor: this.position, head: error.head }, 'the log does not know our cursor');
      await this.takeSnapshot();
    }
  }

  /** Hands on every commit after a cursor; resolves with the last one's cursor when there is no more. */
  private async replay(from: LogCursor, take: (commit: LogCommit) => Promise<void>): Promise<LogCursor> {
    const limit = this.options.pageSize ?? PAGE_SIZE;
    let cursor = from;
    let pending: LogRow[] = [];
    for (;;) {
      const page = await this.options.source.read({ after: cursor, skip: pending.length, limit });
      if (page.outcome === 'snapshot') throw new CursorUnknown(page.head);
      for (const row of page.rows) {
        const [begun] = pending;
        // The owner was restored between two pages: these rows belong to another history.
        if (begun !== undefined && begun.id !== row.id) throw new Error(`Commit ${String(begun.n)} is not whole.`);
        pending.push(row);
        if (!row.last) continue;
        const commit = { cursor: { n: row.n, id: row.id }, rows: pending };
        await readable(row.n, async () => take({ cursor: commit.cursor, rows: commit.rows.map(parseState) }));
        cursor = commit.cursor;
        pending = [];
      }
      if (this.stopped) return cursor;
      // A page may hold fewer rows than asked for and still not be the last: large states are spread over more pages.
      if (pending.length === 0 && (page.rows.length === 0 || cursor.n >= page.head.n)) return cursor;
      // A commit is written whole: if its end is not there, the owner is in trouble and the next poll tries again.
      if (page.rows.length === 0) throw new Error(`The log ends inside commit ${String(cursor.n + 1)}.`);
    }
  }

  /** Notes the head, reads the tables, replays what happened meanwhile, and only then activates. */
  private async takeSnapshot(): Promise<void> {
    const asked = this.options.clock.now().getTime();
    const noted = (await this.options.source.read({ after: null, skip: 0, limit: 1 })).head;
    const target = this.options.beginSnapshot();
    let from: { kind: string; after: string } | null = null;
    do {
      const page = await this.options.source.snapshot({ from, limit: this.options.pageSize ?? PAGE_SIZE });
      await readable(null, async () => target.load(page.rows.map(parseState)));
      from = page.next;
    } while (from !== null && !this.stopped);
    const cursor = await this.replay(noted, async (commit) => target.apply(commit));
    if (this.stopped) return;
    await readable(null, async () => {
      const activated = target.activate(cursor);
      // Whoever waited for the snapshot to be in force asks for its age at once.
      this.confirmedAt = asked;
      await activated;
    });
    this.position = cursor;
    this.options.logger.info({ n: cursor.n }, 'snapshot of the log is in force');
  }

  private report(error: unknown): void {
    if (error instanceof Unreadable) {
      if (this.refused?.n !== error.n) {
        this.options.logger.error({ n: error.n, err: error }, 'the log holds what this version cannot read');
      }
      this.refused = { n: error.n, reason: error.message };
      return;
    }
    if (!this.failing) this.options.logger.warn({ err: error }, 'the log cannot be read now');
    this.failing = true;
  }
}

/** A failure in here is the row's, not the transport's. */
async function readable(n: number | null, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Unreadable(n, error);
  }
}
