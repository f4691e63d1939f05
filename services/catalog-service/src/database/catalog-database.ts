import { isMySql, openDataSource, TransactionRunner, type Logger } from '@spectacles/platform';
import type { DataSource } from 'typeorm';
import { catalogEntities } from './entities.js';
import { catalogMigrations } from './migrations/index.js';
import type { SqlValue } from './sql.js';

/** The database of the catalog: one transaction at a time on SQLite, and reads that never wait for it. */
export class CatalogDatabase {
  readonly transactions: TransactionRunner;
  /** Whose words the statements that differ are written in. */
  readonly kind: 'mysql' | 'sqlite';

  private constructor(private readonly dataSource: DataSource) {
    this.transactions = new TransactionRunner(dataSource);
    this.kind = isMySql(dataSource) ? 'mysql' : 'sqlite';
  }

  /** Opens the database and brings its schema up to date. */
  static async open(url: string, logger: Logger): Promise<CatalogDatabase> {
    const dataSource = await openDataSource({
      url,
      variable: 'CATALOG_DATABASE_URL',
      entities: catalogEntities,
      migrations: catalogMigrations,
      durability: 'normal',
      logger,
    });
    return new CatalogDatabase(dataSource);
  }

  /** Reads outside transactions. */
  async read<Row>(sql: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
    const runner = this.dataSource.createQueryRunner('slave');
    try {
      return (await runner.query(sql, [...values])) as Row[];
    } finally {
      await runner.release();
    }
  }

  /** What the entities would still change about the schema; empty where the migrations agree with them. */
  async drift(): Promise<readonly string[]> {
    const { upQueries } = await this.dataSource.driver.createSchemaBuilder().log();
    return upQueries.map((query) => query.query);
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }
}
