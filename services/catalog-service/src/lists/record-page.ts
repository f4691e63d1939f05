import type { CatalogDatabase } from '../database/catalog-database.js';
import { ALWAYS, oneOf, type SqlCondition } from '../database/sql.js';
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
  const [only] = anyOf;
  if (anyOf.length === 1 && only !== undefined) {
    const { sql, values } = newestOf(table, '*', [only, filter, ...afterConditions(after)]);
    return database.read<Row>(sql, [...values, limit]);
  }
  let places: readonly PlacedRow[] = [];
  for (const condition of anyOf) {
    const last = places.length < limit ? null : places.at(-1);
    const conditions = [condition, filter, ...afterConditions(after), ...notBefore(last)];
    const { sql, values } = newestOf(table, 'id, at', conditions);
    const found = await database.read<PlacedRow>(sql, [...values, limit]);
    const known = new Map([...places, ...found].map((row) => [row.id, row]));
    places = [...known.values()].sort(newestFirst).slice(0, limit);
  }
  return rowsAt<Row>(database, table, places);
}

/** The statement that the newest rows are read with; its last value is how many. */
export function newestOf(table: string, columns: string, conditions: readonly SqlCondition[]): SqlCondition {
  const where = conditions.map(({ sql }) => `(${sql})`).join(' AND ');
  return {
    sql: `SELECT ${columns} FROM ${table} WHERE ${where} ORDER BY at DESC, id DESC LIMIT ?`,
    values: conditions.flatMap(({ values }) => values),
  };
}

async function rowsAt<Row extends PlacedRow>(
  database: CatalogDatabase,
  table: string,
  places: readonly PlacedRow[],
): Promise<readonly Row[]> {
  const { sql, values } = oneOf(
    'id',
    places.map(({ id }) => id),
  );
  const rows = await database.read<Row>(`SELECT * FROM ${table} WHERE ${sql}`, values);
  return [...rows].sort(newestFirst);
}

/** The first of them is what an index begins with; in one condition with OR, it would not be. */
export function afterConditions(after: RecordPlace | null): readonly SqlCondition[] {
  if (after === null) return [];
  return [
    { sql: 'at <= ?', values: [after.at] },
    { sql: 'at < ? OR id < ?', values: [after.at, after.id] },
  ];
}

/** Of older rows there is no need once there are enough. */
function notBefore(last: PlacedRow | null | undefined): readonly SqlCondition[] {
  return last == null ? [] : [{ sql: 'at >= ?', values: [Number(last.at)] }];
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
