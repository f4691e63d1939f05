/** A value that a statement carries; times are milliseconds since the epoch. */
export type SqlValue = string | number | null;

/** A part of a condition with the values of its placeholders. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Holds for every row. */
export const ALWAYS: SqlCondition = { sql: '1 = 1', values: [] };

/** `column IN (…)`; false for no value at all. */
export function oneOf(column: string, values: readonly SqlValue[]): SqlCondition {
  return values.length === 0
    ? { sql: '1 = 0', values: [] }
    : { sql: `${column} IN (${values.map(() => '?').join(', ')})`, values };
}

/** Parts of a list, each of at most `size`. */
export function chunksOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
