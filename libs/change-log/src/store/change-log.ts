import { randomUUID } from 'node:crypto';
import type { LogCursor, LogPage, LogRow } from '@spectacles/contracts';
import { isUniqueViolation, TransactionRunner } from '@spectacles/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { LogCounterEntity } from './log-counter.entity.js';
import { LogRowEntity } from './log-row.entity.js';

/** A new state of something, or null when it is gone. */
export interface LogEntry {
  readonly kind: string;
  readonly key: string;
  readonly state: object | null;
}

/** A transaction that holds the log's next number. */
export interface LogTransaction {
  readonly manager: EntityManager;
  /** The number that this transaction commits. */
  readonly n: number;
  readonly append: (entry: LogEntry) => void;
  /**
   * Appends to another log of the same database, in the same transaction. Its number is taken after the work, and
   * nothing here depends on it; where this log gets no row itself, it keeps its number.
   */
  readonly appendTo: (log: string, entry: LogEntry) => void;
}

export interface LogResult<T> {
  readonly value: T;
  /** The log's number after the work: that of its commit, or of the one before when it appended nothing. */
  readonly n: number;
}

export interface ChangeLogOptions {
  readonly dataSource: DataSource;
  /** Called after a commit; may get lost on its way. */
  readonly doorbell: (log: string, n: number) => void;
}

/** Where a reader stands, as its request says. */
export interface LogPosition {
  readonly after: LogCursor | null;
  /** How many rows of the commit after the cursor it has. */
  readonly skip: number;
  readonly limit: number;
}

const MOST_STATE_BYTES = 256 * 1024;
const ROWS_PER_STATEMENT = 100;

/** Ends a transaction that changed nothing; never leaves this file. */
class NothingAppended extends Error {
  constructor(
    readonly value: unknown,
    readonly head: number,
  ) {
    super('Nothing was appended.');
  }
}

/** The writing end of the logs of one database. */
export class ChangeLog {
  private readonly transactions: TransactionRunner;

  constructor(private readonly options: ChangeLogOptions) {
    this.transactions = new TransactionRunner(options.dataSource);
  }

  /**
   * Runs work in a transaction that takes the log's number first: the order of numbers is the order of commits, there are
   * no gaps, and what the work reads is not stale. Work that appends nothing is rolled back, and its value answered.
   */
  async run<T>(log: string, work: (transaction: LogTransaction) => Promise<T>): Promise<LogResult<T>> {
    try {
      const { value, n, rung } = await this.attempt(log, work);
      for (const bell of rung) this.options.doorbell(bell.log, bell.n);
      return { value, n };
    } catch (error) {
      if (error instanceof NothingAppended) return { value: error.value as T, n: error.head };
      throw error;
    }
  }

  /** Where the log stands. */
  async head(log: string): Promise<LogCursor> {
    const counter = await this.options.dataSource
      .createQueryBuilder(LogCounterEntity, 'counter')
      .where('counter.log = :log', { log })
      .getOne();
    return counter === null ? { n: 0, id: '' } : { n: counter.n, id: counter.id };
  }

  /** The rows after a cursor; `snapshot` when the cursor is not one of this log's. */
  async readLog(log: string, position: LogPosition): Promise<LogPage> {
    // The head first: it may be older than the rows, never newer.
    const head = await this.head(log);
    const { after } = position;
    // After a restore the counter is far above the last row; whoever has that very head has missed nothing.
    const isHead = after?.n === head.n && after.id === head.id;
    if (after === null || !(isHead || (await this.knows(log, after)))) return { outcome: 'snapshot', head };
    const rows = await this.options.dataSource
      .createQueryBuilder(LogRowEntity, 'entry')
      .where('entry.log = :log AND entry.n > :n', { log, n: after.n })
      .orderBy('entry.n')
      .addOrderBy('entry.position')
      .offset(position.skip)
      .limit(position.limit)
      .getMany();
    return {
      outcome: 'rows',
      head,
      rows: rows.map(({ n, id, kind, key, state, last }) => ({ n, id, kind, key, state, last })),
    };
  }

  /** The oldest rows that are still there, whole commits but for the last. */
  async oldest(log: string, limit: number): Promise<readonly LogRow[]> {
    const rows = await this.options.dataSource
      .createQueryBuilder(LogRowEntity, 'entry')
      .where('entry.log = :log', { log })
      .orderBy('entry.n')
      .addOrderBy('entry.position')
      .limit(limit)
      .getMany();
    return rows.map(({ n, id, kind, key, state, last }) => ({ n, id, kind, key, state, last }));
  }

  /**
   * Deletes the commits before a number, but never the newest: whoever stands further back is told that the log does not
   * know their cursor. The rows that go are bounded by what the caller saw of them.
   */
  async trim(log: string, before: number): Promise<void> {
    const { n } = await this.head(log);
    await this.transactions.run((manager) =>
      manager
        .createQueryBuilder()
        .delete()
        .from(LogRowEntity)
        .where('log = :log AND n < :before', { log, before: Math.min(before, n) })
        .execute(),
    );
  }

  private async knows(log: string, cursor: LogCursor): Promise<boolean> {
    // The first commit has the number 1: a log that was trimmed has its beginning no longer.
    if (cursor.n === 0) return cursor.id === '' && (await this.hasBeginning(log));
    const found = await this.options.dataSource
      .createQueryBuilder(LogRowEntity, 'entry')
      .where('entry.log = :log AND entry.n = :n AND entry.id = :id', { log, ...cursor })
      .getExists();
    return found;
  }

  private async hasBeginning(log: string): Promise<boolean> {
    const [oldest] = await this.oldest(log, 1);
    return oldest === undefined || oldest.n === 1;
  }

  private async attempt<T>(log: string, work: (transaction: LogTransaction) => Promise<T>): Promise<Committed<T>> {
    const transaction = (): Promise<Committed<T>> =>
      this.transactions.run((manager) => runNumbered(manager, log, work));
    try {
      return await transaction();
    } catch (error) {
      // The very first commit makes the counter row: who comes second finds it.
      if (error instanceof CounterRace) return transaction();
      throw error;
    }
  }
}

class CounterRace extends Error {}

/** What came of a transaction, and which logs have grown. */
interface Committed<T> extends LogResult<T> {
  readonly rung: readonly { readonly log: string; readonly n: number }[];
}

/** The counter's row stays locked from here on; `before` is the random id of the commit before. */
async function takeNumber(manager: EntityManager, log: string): Promise<{ n: number; before: string }> {
  const raised = await manager
    .createQueryBuilder()
    .update(LogCounterEntity)
    .set({ n: () => 'n + 1' })
    .where({ log })
    .execute();
  if (raised.affected === 0) {
    try {
      await manager.insert(LogCounterEntity, { log, n: 1, id: '' });
      return { n: 1, before: '' };
    } catch (error) {
      if (isUniqueViolation(error)) throw new CounterRace();
      throw error;
    }
  }
  const counter = await manager.findOneByOrFail(LogCounterEntity, { log });
  return { n: counter.n, before: counter.id };
}

function stateText(entry: LogEntry): string | null {
  if (entry.state === null) return null;
  const text = JSON.stringify(entry.state);
  if (Buffer.byteLength(text) > MOST_STATE_BYTES) {
    throw new RangeError(`The state of ${entry.kind} ${entry.key} is larger than a row of the log may be.`);
  }
  return text;
}

async function runNumbered<T>(
  manager: EntityManager,
  log: string,
  work: (transaction: LogTransaction) => Promise<T>,
): Promise<Committed<T>> {
  const { n, before } = await takeNumber(manager, log);
  const entries: LogEntry[] = [];
  const others = new Map<string, LogEntry[]>();
  const appendTo = (other: string, entry: LogEntry): void => {
    others.set(other, [...(others.get(other) ?? []), entry]);
  };
  const value = await work({ manager, n, append: (entry) => void entries.push(entry), appendTo });
  if (entries.length === 0 && others.size === 0) throw new NothingAppended(value, n - 1);
  const rung = [];
  if (entries.length > 0) rung.push(await write(manager, { log, n }, entries));
  else await manager.update(LogCounterEntity, { log }, { n: n - 1, id: before });
  // Always after the first log's: whoever writes to both never waits for somebody who waits for them.
  for (const other of [...others.keys()].toSorted()) {
    const place = { log: other, n: (await takeNumber(manager, other)).n };
    rung.push(await write(manager, place, others.get(other) ?? []));
  }
  return { value, n: entries.length > 0 ? n : n - 1, rung };
}

/** A whole commit under a number that was taken. */
async function write(
  manager: EntityManager,
  { log, n }: { readonly log: string; readonly n: number },
  entries: readonly LogEntry[],
): Promise<{ log: string; n: number }> {
  const id = randomUUID();
  await manager.update(LogCounterEntity, { log }, { id });
  const rows = entries.map((entry, position) => ({
    log,
    n,
    position,
    id,
    kind: entry.kind,
    key: entry.key,
    state: stateText(entry),
    last: position === entries.length - 1,
  }));
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(from, from + ROWS_PER_STATEMENT);
    await manager.createQueryBuilder().insert().into(LogRowEntity).values(chunk).updateEntity(false).execute();
  }
  return { log, n };
}
