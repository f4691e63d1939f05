/** The driver's own error inside TypeORM's, or the error itself. */
export const driverErrorOf = (error: unknown): { code?: unknown; errno?: unknown } | null => {
  if (typeof error !== 'object' || error === null) return null;
  return 'driverError' in error && typeof error.driverError === 'object' ? error.driverError : error;
};

const UNIQUE_CODES: ReadonlySet<unknown> = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'ER_DUP_ENTRY',
]);

/** Whether a statement failed because such a row exists. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE_CODES.has(driverErrorOf(error)?.code);
}

/** Deadlock, lock wait time-out, and a row that changed since the snapshot (MariaDB): run the transaction again. */
const RETRIED: ReadonlySet<unknown> = new Set([1213, 1205, 1020]);

/** Whether the database asks to repeat the transaction. */
export function isRetryable(error: unknown): boolean {
  return RETRIED.has(driverErrorOf(error)?.errno);
}
