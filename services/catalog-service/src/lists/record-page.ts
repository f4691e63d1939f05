import type { CatalogDatabase } from '../database/catalog-database.js';
import { ALWAYS, type SqlCondition } from '../database/sql.js';
import type { RecordPageRequest, RecordPlace } from '../decisions/decision.repository.js';

interface PlacedRow {
  readonly id: string;
  readonly at: string | number;
}

/** The newest rows of a table that any of some conditions lets through; each condition walks an index of its own. */
export async function newestRows<Row extends PlacedRow>(
  database: CatalogDatabase,
  table: string,
  request: RecordPageRequest,
): Promise<readonly Row[]> {
  const { anyOf, filter, after, limit } = request;
  let rows: readonly Row[] = [];
  for (const condition of anyOf) {
    const conditions = [condition, filter, afterCondition(after)];
    const where = conditions.map(({ sql }) => `(${sql})`).join(' AND ');
    const found = await database.read<Row>(`SELECT * FROM ${table} WHERE ${where} ORDER BY at DESC, id DESC LIMIT ?`, [
      ...conditions.flatMap(({ values }) => values),
      limit,
    ]);
    const known = new Map([...rows, ...found].map((row) => [row.id, row]));
    rows = [...known.values()].sort(newestFirst).slice(0, limit);
  }
  return rows;
}

function afterCondition(after: RecordPlace | null): SqlCondition {
  if (after === null) return ALWAYS;
  return { sql: 'at < ? OR (at = ? AND id < ?)', values: [after.at, after.at, after.id] };
}

function newestFirst(first: PlacedRow, second: PlacedRow): number {
  return Number(second.at) - Number(first.at) || (first.id < second.id ? 1 : -1);
}

/** Conditions that must all hold. */
export function allOf(conditions: readonly (SqlCondition | null)[]): SqlCondition {
  const given = conditions.filter((condition) => condition !== null);
  if (given.length === 0) return ALWAYS;
  return {
    sql: given.map(({ sql }) => `(${sql})`).join(' AND '),
    values: given.flatMap(({ values }) => values),
  };
}

/** One of several conditions must hold. */
export function anyOf(conditions: readonly SqlCondition[]): SqlCondition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' OR '),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** `column = value`, where there is a value. */
export function equals(column: string, value: string | number | undefined): SqlCondition | null {
  return value === undefined ? null : { sql: `${column} = ?`, values: [value] };
}

/** Rows of a time, where one is given. */
export function between(since: string | undefined, until: string | undefined): readonly (SqlCondition | null)[] {
  return [
    since === undefined ? null : { sql: 'at >= ?', values: [Date.parse(since)] },
    until === undefined ? null : { sql: 'at <= ?', values: [Date.parse(until)] },
  ];
}
