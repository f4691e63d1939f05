import { type DataSource, type QueryRunner, Table, type TableColumnOptions, type TableOptions } from 'typeorm';

const TEXT_TYPES: ReadonlySet<string> = new Set(['varchar', 'longtext']);

/** Of a data source, or of what runs its queries. */
export const isMySql = (source: QueryRunner | DataSource): boolean => {
  const { type } = 'dataSource' in source ? source.dataSource.options : source.options;
  return type === 'mysql' || type === 'mariadb';
};

/** What a column needs beside its type: the default collation of MySQL takes "app", "App" and "Äpp" for one name. */
export function portableColumn(runner: QueryRunner, column: TableColumnOptions): TableColumnOptions {
  const { transformer: _transformer, ...plain } = column as TableColumnOptions & { transformer?: unknown };
  if (!isMySql(runner) || !TEXT_TYPES.has(plain.type)) return plain;
  return { ...plain, charset: 'utf8mb4', collation: 'utf8mb4_bin' };
}

/** Creates a table on either database. Idempotent, since MySQL keeps the tables of a migration that failed later. */
export async function createTable(runner: QueryRunner, options: TableOptions): Promise<void> {
  const columns = (options.columns ?? []).map((column) => portableColumn(runner, column));
  await runner.createTable(new Table({ ...options, columns }), true);
}
