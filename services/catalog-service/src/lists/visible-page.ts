import { countFitting } from '@spectacles/platform';
import type { RecordPlace } from '../decisions/decision.repository.js';
import { formatCursor, type Page } from './cursor.js';
import type { HiddenPlaces } from './hidden-places.js';

/** How many rows are looked at for one page at most. */
const ROWS_LOOKED_AT = 2000;
const FEWEST_AT_ONCE = 200;

/** How the rows of a list that begins with the newest are found, and which of them the reader sees. */
export interface VisiblePageRequest<Row> {
  /** Names the list in its cursors. */
  readonly list: string;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly places: HiddenPlaces;
  /** The next rows after a place, the newest first; fewer than asked for are the last. */
  readonly read: (after: RecordPlace | null, limit: number) => Promise<readonly Row[]>;
  /** null where the reader does not see the row. */
  readonly viewOf: (row: Row) => Row | null;
}

/**
 * A page of what the reader sees: rows are tested before they count. Whoever sees few of them gets a shorter page after
 * a bounded number of rows, and a cursor that goes on behind them.
 */
export async function visiblePage<Row extends { readonly id: string; readonly at: string }>(
  request: VisiblePageRequest<Row>,
): Promise<Page<Row>> {
  const { list, limit, places } = request;
  const place = places.parse(list, 'number', request.cursor);
  let after: RecordPlace | null = place === null ? null : { at: Number(place.key), id: place.tie };
  const rows: Row[] = [];
  const wanted = limit + 1;
  const atOnce = Math.max(wanted, FEWEST_AT_ONCE);
  for (let looked = 0; looked < ROWS_LOOKED_AT && rows.length < wanted; looked += atOnce) {
    const read = await request.read(after, atOnce);
    rows.push(...read.map(request.viewOf).filter((row) => row !== null));
    const last = read.at(-1);
    after = last === undefined || read.length < atOnce ? null : { at: Date.parse(last.at), id: last.id };
    if (after === null) break;
  }
  const items = rows.slice(0, countFitting(rows.slice(0, limit)));
  const shown = items.at(-1);
  if (rows.length > items.length && shown !== undefined)
    return { items, next: formatCursor(list, { key: Date.parse(shown.at), tie: shown.id }) };
  return { items, next: after === null ? null : places.format(list, { key: after.at, tie: after.id }) };
}
