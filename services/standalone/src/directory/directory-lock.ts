import { join } from 'node:path';
import { ConfigurationError } from '@spectacles/platform';
import Database from 'better-sqlite3';

/** The file whose lock says that a process works in the directory. */
export const LOCK_FILE = 'lock.db';

/** Holds the directory for this process. The lock ends with the process, however it ends: there is no stale one. */
export class DirectoryLock {
  private constructor(private readonly database: Database.Database) {}

  /** Throws when another process holds it. */
  static take(directory: string): DirectoryLock {
    let database: Database.Database | null = null;
    try {
      database = new Database(join(directory, LOCK_FILE), { timeout: 0 });
      database.pragma('locking_mode = EXCLUSIVE');
      database.exec('BEGIN EXCLUSIVE');
      return new DirectoryLock(database);
    } catch (error) {
      database?.close();
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      const message = busy
        ? `${directory} is in use by another process`
        : `${directory} cannot be locked (${error instanceof Error ? error.message : 'unknown'})`;
      throw new ConfigurationError([{ name: 'DATA_DIR', message }]);
    }
  }

  release(): void {
    this.database.close();
  }
}
