import { openDataSource, TransactionRunner, type Logger } from '@spectacles/platform';
import type { DataSource, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { RegistryTurnEntity } from '../sweeps/registry-turn.entity.js';
import { SweepEntity } from '../sweeps/sweep.entity.js';
import { CreateRegistryTurns1763640000002, CreateSweeps1763640000001 } from './migrations/0001-sweeps.js';

/** The database of registry-sync-service. */
export class SyncDatabase {
  readonly transactions: TransactionRunner;

  private constructor(private readonly dataSource: DataSource) {
    this.transactions = new TransactionRunner(dataSource);
  }

  /** Opens the database and brings its schema up to date. */
  static async open(url: string, logger: Logger): Promise<SyncDatabase> {
    const dataSource = await openDataSource({
      url,
      variable: 'SYNC_DATABASE_URL',
      entities: [SweepEntity, RegistryTurnEntity],
      migrations: [CreateSweeps1763640000001, CreateRegistryTurns1763640000002],
      durability: 'full',
      logger,
    });
    return new SyncDatabase(dataSource);
  }

  /** For reads outside transactions. */
  rows<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.dataSource.getRepository(entity);
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
