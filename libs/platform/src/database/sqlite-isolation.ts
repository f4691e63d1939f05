import Database from 'better-sqlite3';
import type { DataSource, QueryRunner, ReplicationMode } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import { FifoLock } from './fifo-lock.js';

/** Writes and transactions: holds the connection from its first statement to its release. */
class ExclusiveQueryRunner extends BetterSqlite3QueryRunner {
  private lease: Promise<() => void> | null = null;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly lock: FifoLock,
  ) {
    super(driver);
  }

  override async query<T = unknown>(query: string, parameters?: unknown[], structured?: boolean): Promise<T> {
    if (!this.isReleased) await (this.lease ??= this.lock.acquire());
    return (await super.query(query, parameters, structured)) as T;
  }

  override async release(): Promise<void> {
    if (this.isReleased) return;
    await super.release();
    this.isReleased = true;
    const lease = this.lease;
    this.lease = null;
    // A lease that timed out was never held; the statement that waited for it has reported that.
    (await lease?.catch(() => null))?.();
  }
}

/** Reads outside transactions: a read-only handle of its own, which in WAL mode never waits for a writer. */
class ReadingQueryRunner extends BetterSqlite3QueryRunner {
  constructor(
    driver: BetterSqlite3Driver,
    private readonly reader: Database.Database,
  ) {
    super(driver);
  }

  override connect(): Promise<Database.Database> {
    return Promise.resolve(this.reader);
  }

  override release(): Promise<void> {
    // One runner serves all reads: a released one would refuse the next.
    return Promise.resolve();
  }
}

/**
 * TypeORM gives every transaction of a SQLite data source the same connection and the same query runner: a second
 * concurrent one becomes a savepoint of the first and is lost with it. Here each has a runner of its own, in turn.
 */
export function isolateTransactions(dataSource: DataSource, path: string, lockTimeoutMs: number): void {
  const driver = dataSource.driver as BetterSqlite3Driver;
  const lock = new FifoLock(lockTimeoutMs);
  let reading: ReadingQueryRunner | null = null;
  let reader: Database.Database | null = null;
  const readingRunner = (): QueryRunner => {
    if (reading === null) {
      reader = new Database(path, { readonly: true, timeout: 5000 });
      reading = new ReadingQueryRunner(driver, reader);
    }
    return reading;
  };
  driver.createQueryRunner = (mode: ReplicationMode) =>
    mode === 'slave' && path !== ':memory:' ? readingRunner() : new ExclusiveQueryRunner(driver, lock);
  const disconnect = driver.disconnect.bind(driver);
  driver.disconnect = async () => {
    reader?.close();
    await disconnect();
  };
}
