import type { CatalogDatabase } from '../database/catalog-database.js';
import { oneOf } from '../database/sql.js';

/** Rows of a table whose column is older than a moment. */
export interface Expiry {
  readonly table: string;
  readonly column: string;
  /** By which rows are named. */
  readonly key: string;
  readonly before: number;
}

const ROWS_PER_STATEMENT = 500;

/** Deletes in slices, so that nobody who writes waits for long; answers how many rows went. */
export async function deleteExpired(database: CatalogDatabase, expiry: Expiry): Promise<number> {
  const { table, column, key, before } = expiry;
  let deleted = 0;
  for (;;) {
    const rows = await database.read<{ name: string }>(
      `SELECT ${key} AS name FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT ?`,
      [before, ROWS_PER_STATEMENT],
    );
    if (rows.length === 0) return deleted;
    const { sql, values } = oneOf(
      key,
      rows.map(({ name }) => name),
    );
    await database.transactions.run((manager) =>
      manager.query(`DELETE FROM ${table} WHERE ${sql} AND ${column} < ?`, [...values, before]),
    );
    deleted += rows.length;
    await new Promise(setImmediate);
  }
}
