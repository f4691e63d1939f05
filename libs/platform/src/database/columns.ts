import type { ValueTransformer } from 'typeorm';

/** Beyond 2^53 a number would silently be another one. */
const safeNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? value : Number(value)),
};

/**
 * Column types that SQLite, MySQL and MariaDB have in common, for `@Column(columns.text(64))` in an entity and
 * `{ name, ...columns.text(64) }` in a migration's `createTable`.
 */
export const columns = {
  /** An identifier (UUID). */
  id: () => ({ type: 'varchar', length: '36' }) as const,
  /** Text of at most `length` characters, compared byte by byte. */
  text: (length: number) => ({ type: 'varchar', length: String(length) }) as const,
  /** Text without a bound that matters. */
  longText: () => ({ type: 'longtext' }) as const,
  boolean: () => ({ type: 'boolean' }) as const,
  /** Milliseconds, UTC, set by the application's clock. */
  timestamp: () => ({ type: 'datetime', precision: 3 }) as const,
  integer: () => ({ type: 'integer' }) as const,
  /** A number up to 2^53. */
  bigint: () => ({ type: 'bigint', transformer: safeNumber }) as const,
  json: () => ({ type: 'json' }) as const,
};
