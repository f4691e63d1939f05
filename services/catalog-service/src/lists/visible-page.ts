import type { RecordPlace } from '../decisions/decision.repository.js';
import { formatCursor, pageOfRows, parseCursor, type Page } from './cursor.js';

/** How the rows of a list that begins with the newest are found, and which of them the reader sees. */
export interface VisiblePageRequest<Row> {
  /** Names the list in its cursors. */
  readonly list: string;
  readonly cursor: string | undefined;
  readonly limit: number;
  /** The next rows after a place, the newest first; fewer than asked for are the last. */
  readonly read: (after: RecordPlace | null, limit: number) => Promise<readonly Row[]>;
  /** null where the reader does not see the row. */
  readonly viewOf: (row: Row) => Row | null;
}

/** A page of what the reader sees: rows are tested before they count, and the cursor is the last row that is shown. */
export async function visiblePage<Row extends { readonly id: string; readonly at: string }>(
  request: VisiblePageRequest<Row>,
): Promise<Page<Row>> {
  const place = parseCursor(request.list, 'number', request.cursor);
  let after: RecordPlace | null = place === null ? null : { at: Number(place.key), id: place.tie };
  const rows: Row[] = [];
  const wanted = request.limit + 1;
  while (rows.length < wanted) {
    const read = await request.read(after, wanted);
    rows.push(...read.map(request.viewOf).filter((row) => row !== null));
    const last = read.at(-1);
    if (last === undefined || read.length < wanted) break;
    after = { at: Date.parse(last.at), id: last.id };
  }
  return pageOfRows({
    rows,
    limit: request.limit,
    viewOf: (row) => row,
    cursorOf: ({ at, id }) => formatCursor(request.list, { key: Date.parse(at), tie: id }),
  });
}
