import type { EntityManager } from 'typeorm';
import { chunksOf, type SqlValue } from './sql.js';

/** Rows to insert; those whose key exists get the columns of `update` (none: they stay as they are). */
export interface RowInsert {
  readonly table: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly update: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** SQLite takes 32,766 values in a statement, and parses longer ones more slowly than two short ones. */
const VALUES_PER_STATEMENT = 4000;

/** Inserts rows by the hundred: one statement a row, as an entity manager writes them, takes twenty times as long. */
export async function insertRows(manager: EntityManager, insert: RowInsert): Promise<void> {
  const { table, columns, rows } = insert;
  const perStatement = Math.max(1, Math.floor(VALUES_PER_STATEMENT / columns.length));
  const placeholders = `(${columns.map(() => '?').join(', ')})`;
  for (const chunk of chunksOf(rows, perStatement)) {
    const values = chunk.map(() => placeholders).join(', ');
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values} ${onConflict(manager, insert)}`;
    await manager.query(sql, chunk.flat());
  }
}

function onConflict(manager: EntityManager, { keys, update }: RowInsert): string {
  if (manager.dataSource.options.type === 'better-sqlite3') {
    const assignments = update.map((column) => `${column} = excluded.${column}`).join(', ');
    return `ON CONFLICT (${keys.join(', ')}) DO ${update.length === 0 ? 'NOTHING' : `UPDATE SET ${assignments}`}`;
  }
  // Assigning a key to itself leaves the row as it is; INSERT IGNORE would also swallow values that do not fit.
  const columns = update.length === 0 ? keys.slice(0, 1) : update;
  const assignments = columns.map((column) =>
    update.length === 0 ? `${column} = ${column}` : `${column} = VALUES(${column})`,
  );
  return `ON DUPLICATE KEY UPDATE ${assignments.join(', ')}`;
}
