import {
  DataSource,
  type DataSourceOptions,
  type EntitySchema,
  type MigrationInterface,
  type MixedList,
} from 'typeorm';
import type BetterSqlite3 from 'better-sqlite3';
import { ConfigurationError } from '../config/configuration-error.js';
import type { Logger } from '../logging/logger.js';
import { type DatabaseAddress, parseDatabaseUrl } from './database-url.js';
import { migrateUnderLock } from './migration-lock.js';
import { isolateTransactions } from './sqlite-isolation.js';
import { StatementLogger } from './statement-logger.js';
import { driverErrorOf } from './unique-violation.js';

/** A class without parameters, as TypeORM lists entities and migrations. */
type Constructor<T> = new () => T;

export interface OpenDataSourceOptions {
  /** `sqlite:<path>`, `mysql://…` or `mariadb://…`. */
  readonly url: string;
  /** The variable that the address came from, for the message when it is of no use. */
  readonly variable?: string;
  readonly entities: readonly (Constructor<object> | EntitySchema)[];
  readonly migrations: readonly Constructor<MigrationInterface>[];
  /** SQLite: `full` syncs every commit to the disk, `normal` may lose the last ones in a power failure (not in a crash). */
  readonly durability: 'full' | 'normal';
  readonly logger: Logger;
  /** SQLite: how long a statement waits for the transaction before it. */
  readonly lockTimeoutMs?: number;
}

const LOCK_TIMEOUT_MS = 10_000;

function sqliteOptions(path: string, options: OpenDataSourceOptions): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: path,
    enableWAL: path !== ':memory:',
    prepareDatabase: (database: BetterSqlite3.Database) => {
      database.pragma('busy_timeout = 5000');
      database.pragma('foreign_keys = ON');
      database.pragma(`synchronous = ${options.durability === 'full' ? 'FULL' : 'NORMAL'}`);
    },
  };
}

function serverOptions(address: Exclude<DatabaseAddress, { kind: 'sqlite' }>): DataSourceOptions {
  return {
    type: address.kind,
    host: address.host,
    port: address.port,
    username: address.username,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4',
    timezone: 'Z',
    poolSize: 10,
    connectTimeout: 10_000,
  };
}

/** The two drivers differ in more than the name (toolchain of the schema, RETURNING): the scheme must say the truth. */
async function checkServer(dataSource: DataSource, variable: string): Promise<void> {
  const rows: readonly { version: string }[] = await dataSource.query('SELECT VERSION() AS version');
  const version = rows[0]?.version ?? '';
  const actual = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  if (actual === dataSource.options.type) return;
  const message = `the server is ${version}: the URL must begin with ${actual}://`;
  throw new ConfigurationError([{ name: variable, message }]);
}

const UNUSABLE: ReadonlyMap<unknown, string> = new Map([
  ['SQLITE_CANTOPEN', 'the database file cannot be opened'],
  ['SQLITE_CORRUPT', 'the database file is damaged'],
  ['SQLITE_NOTADB', 'the file is not an SQLite database'],
  ['SQLITE_PERM', 'the database file may not be opened'],
  ['SQLITE_READONLY', 'the database file cannot be written to'],
  ['ER_ACCESS_DENIED_ERROR', 'the database server refuses this user or password'],
  ['ER_DBACCESS_DENIED_ERROR', 'the database server refuses this user the database'],
  ['ER_BAD_DB_ERROR', 'the database server has no such database'],
  ['ECONNREFUSED', 'no database server answers at this address'],
  ['ETIMEDOUT', 'no database server answers at this address'],
  ['ENOTFOUND', 'there is no host of this name'],
]);

/** What an operator has to mend, where the address of the database is to blame. */
function unusableDatabase(error: unknown, variable: string): ConfigurationError | null {
  const { code } = driverErrorOf(error) ?? {};
  const message = UNUSABLE.get(code);
  return message === undefined
    ? null
    : new ConfigurationError([{ name: variable, message: `${message} (${String(code)})` }]);
}

/** Opens a service's database and brings its schema up to date. */
export async function openDataSource(options: OpenDataSourceOptions): Promise<DataSource> {
  const variable = options.variable ?? 'DATABASE_URL';
  const address = parseDatabaseUrl(options.url, variable);
  const dataSource = new DataSource({
    ...(address.kind === 'sqlite' ? sqliteOptions(address.path, options) : serverOptions(address)),
    entities: [...options.entities] as MixedList<Constructor<object> | EntitySchema>,
    migrations: [...options.migrations],
    migrationsTransactionMode: 'each',
    logger: new StatementLogger(options.logger),
  });
  if (address.kind === 'sqlite') {
    // A type of MySQL; SQLite takes any name, and one with TEXT in it stores text.
    dataSource.driver.supportedDataTypes.push('longtext');
    isolateTransactions(dataSource, address.path, options.lockTimeoutMs ?? LOCK_TIMEOUT_MS);
  }
  try {
    await dataSource.initialize();

    if (address.kind === 'sqlite') await dataSource.runMigrations({ transaction: 'each' });
    else {
      await checkServer(dataSource, variable);
      await migrateUnderLock(dataSource);
    }
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw unusableDatabase(error, variable) ?? error;
  }
  return dataSource;
}
