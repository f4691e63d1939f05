import { MalformedRequest, SealBroken, type Sealer } from '@spectacles/platform';
import { formatCursor, parseCursor, type Place } from './cursor.js';

const PURPOSE = 'list-cursors';
const MARK = 'v1.';

/**
 * Cursors of lists in which rows are tested one by one. A page that ends before it is full stands at a row that its
 * reader may not see: that cursor is sealed, so that it tells nothing of the row.
 */
export class HiddenPlaces {
  constructor(private readonly sealer: Sealer) {}

  format(sort: string, place: Place): string {
    return this.sealer.seal(PURPOSE, sort, formatCursor(sort, place));
  }

  /** The place in a cursor, sealed or not; anything else is MALFORMED_REQUEST. */
  parse(sort: string, keyType: 'string' | 'number', cursor: string | undefined): Place | null {
    return parseCursor(sort, keyType, cursor?.startsWith(MARK) === true ? this.open(sort, cursor) : cursor);
  }

  private open(sort: string, cursor: string): string {
    try {
      return this.sealer.open(PURPOSE, sort, cursor).toString('utf8');
    } catch (error) {
      if (error instanceof SealBroken) throw new MalformedRequest('The cursor is not one of this list.');
      throw error;
    }
  }
}
