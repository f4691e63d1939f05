import { countFitting, MalformedRequest } from '@spectacles/platform';

/** Where a list goes on: the sort key of its last item, opaque to whoever carries it. */
export function encodeCursor(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key in a cursor that we gave out; any other text is a malformed request. */
export function decodeCursor(cursor: string | undefined, parts: number): readonly string[] | null {
  if (cursor === undefined) return null;
  const key = parse(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')) return key;
  throw new MalformedRequest('The cursor is not one that this list gave out.', [
    { pointer: '/cursor', code: 'unknown_cursor', message: 'Start again without a cursor.' },
  ]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A page of what was read with one item more than the page holds; that one only tells that there is a next page.
 * Large items make a page shorter, since it has to fit into a message.
 */
export function pageFrom<Item, View>(
  items: readonly Item[],
  limit: number,
  toView: (item: Item) => View,
  keyOf: (item: Item) => readonly string[],
): { items: View[]; next: string | null } {
  const views = items.slice(0, limit).map(toView);
  const count = countFitting(views);
  const last = items.slice(0, count).at(-1);
  const next = items.length > count && last !== undefined ? encodeCursor(...keyOf(last)) : null;
  return { items: views.slice(0, count), next };
}
