import { countFitting, MalformedRequest } from '@spectacles/platform';
import { z } from 'zod';

/** The place after which a list goes on: the sort key of the last row shown, and what tells equal keys apart. */
export interface Place {
  readonly key: string | number;
  readonly tie: string;
}

const CursorDocument = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()]);

/** A place as an opaque text; it belongs to one way of sorting. */
export function formatCursor(sort: string, place: Place): string {
  return Buffer.from(JSON.stringify([sort, place.key, place.tie])).toString('base64url');
}

/** The place in a cursor that the page before answered; anything else is MALFORMED_REQUEST. */
export function parseCursor(sort: string, keyType: 'string' | 'number', cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const parsed = CursorDocument.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data[0] !== sort || typeof parsed.data[1] !== keyType)
    throw new MalformedRequest('The cursor is not one of this list.');
  return { key: parsed.data[1], tie: parsed.data[2] };
}

/** A page as the console API answers it. */
export interface Page<View> {
  readonly items: View[];
  readonly next: string | null;
}

/** What a page is made of: rows that were read with one more than it holds, which only tells that there is a next. */
export interface PageParts<Row, View> {
  readonly rows: readonly Row[];
  readonly limit: number;
  /** Null where a row is not to be shown. */
  readonly viewOf: (row: Row) => View | null;
  readonly cursorOf: (row: Row) => string;
}

/** A page; large rows make it shorter, since it has to fit into a message. */
export function pageOfRows<Row, View>({ rows, limit, viewOf, cursorOf }: PageParts<Row, View>): Page<View> {
  const views = rows.slice(0, limit).map(viewOf);
  const count = countFitting(views);
  const last = rows.slice(0, count).at(-1);
  return {
    items: views.slice(0, count).filter((view) => view !== null),
    next: rows.length > count && last !== undefined ? cursorOf(last) : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
