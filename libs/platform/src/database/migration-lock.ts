import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';

const LEASE_SECONDS = 60;
const RENEW_MS = 15_000;
const ASK_AGAIN_MS = 200;

async function affected(runner: QueryRunner, statement: string, parameters: unknown[]): Promise<number> {
  const result: unknown = await runner.query(statement, parameters);
  const changed = typeof result === 'object' && result !== null && 'affectedRows' in result ? result.affectedRows : 0;
  return Number(changed);
}

async function takeLease(runner: QueryRunner, holder: string): Promise<boolean> {
  const changed = await affected(
    runner,
    `UPDATE migration_lease SET holder = ?, held_until = UTC_TIMESTAMP(3) + INTERVAL ${String(LEASE_SECONDS)} SECOND
      WHERE id = 1 AND (holder = ? OR held_until < UTC_TIMESTAMP(3))`,
    [holder, holder],
  );
  return changed > 0;
}

async function prepare(runner: QueryRunner): Promise<void> {
  await runner.query(
    `CREATE TABLE IF NOT EXISTS migration_lease (id INT PRIMARY KEY, holder VARCHAR(255) NOT NULL,
      held_until DATETIME(3) NOT NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  );
  await runner.query(`INSERT IGNORE INTO migration_lease (id, holder, held_until) VALUES (1, '', '2000-01-01')`);
}

/**
 * Runs the migrations while no other replica does. The leased row decides, since GET_LOCK holds on one node of a cluster
 * only; GET_LOCK in addition spares replicas of one server the asking.
 */
export async function migrateUnderLock(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  const holder = `${hostname()}:${randomUUID()}`;
  const lock = `spectacles.migrate.${runner.dataSource.driver.database ?? ''}`.slice(0, 64);
  let renewing: NodeJS.Timeout | null = null;
  try {
    await runner.query('SELECT GET_LOCK(?, 60)', [lock]);
    await prepare(runner);
    while (!(await takeLease(runner, holder))) await pause(ASK_AGAIN_MS);
    renewing = setInterval(() => void takeLease(runner, holder).catch(() => false), RENEW_MS);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    if (renewing !== null) clearInterval(renewing);
    await runner
      .query(`UPDATE migration_lease SET held_until = '2000-01-01' WHERE holder = ?`, [holder])
      .catch(() => null);
    await runner.query('SELECT RELEASE_LOCK(?)', [lock]).catch(() => null);
    await runner.release();
  }
}
