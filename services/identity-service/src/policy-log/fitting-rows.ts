import type { LogCursor } from '@spectacles/contracts';

/** Where a reader of a log stands, as its request says. */
export interface LogRequest {
  readonly after: LogCursor | null;
  readonly skip: number;
  readonly limit: number;
}

/** A certificate of 64 KiB a row is the worst case: a page stays below what a message may hold (1 MB). */
const PAGE_BYTES = 600_000;

/** The rows that fit into a message. The first one always goes, or a reader would never get past it. */
export function fittingRows<Row extends { readonly state: string | null }>(rows: readonly Row[]): Row[] {
  let bytes = 0;
  const kept = rows.findIndex((row, index) => {
    // As it goes over the wire, where the text of a state is quoted once more.
    bytes += row.state === null ? 0 : Buffer.byteLength(JSON.stringify(row.state));
    return index > 0 && bytes > PAGE_BYTES;
  });
  return kept === -1 ? [...rows] : rows.slice(0, kept);
}
