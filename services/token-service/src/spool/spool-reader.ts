import type { SegmentFile, SpoolFiles } from './spool-files.js';

/** Records of a spool that follow each other. */
export interface SpoolPage {
  readonly first: number;
  readonly lines: readonly string[];
}

/** A place in a spool: the segment, the byte in it, and the number of the record that begins there. */
interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly number: number;
}

/** Reads one spool forward, from any number. */
export class SpoolReader {
  private place: Place | null = null;

  constructor(
    private readonly files: SpoolFiles,
    private readonly spool: string,
  ) {}

  /**
   * The records after a number, some of them; null where there is none up to `through`. What is there no more is passed
   * over: the numbers go on behind it.
   */
  async after(last: number, through: number, segments: readonly SegmentFile[]): Promise<SpoolPage | null> {
    let place = this.placeFor(last + 1, segments);
    while (place !== null && place.number <= through) {
      const next = segments.find(({ first }) => first > (place?.segment ?? 0));
      const room = Math.min(through, next === undefined ? through : next.first - 1) - place.number + 1;
      const { lines, end } = await this.files.read(this.spool, place.segment, place.offset);
      const usable = lines.slice(0, Math.max(0, room));
      if (usable.length > 0) {
        const skipped = Math.max(0, last + 1 - place.number);
        const wanted = usable.slice(skipped);
        if (wanted.length > 0) {
          this.place = place;
          return { first: place.number + skipped, lines: wanted };
        }
        place = { segment: place.segment, offset: end, number: place.number + usable.length };
      } else {
        place = next === undefined ? null : { segment: next.first, offset: 0, number: next.first };
      }
    }
    return null;
  }

  private placeFor(number: number, segments: readonly SegmentFile[]): Place | null {
    const holding = segments.findLast(({ first }) => first <= number) ?? segments[0];
    if (holding === undefined) return null;
    const { place } = this;
    // Where the last page began is nearer than the start of the file, unless something before it is asked for.
    if (place?.segment === holding.first && place.number <= number) return place;
    return { segment: holding.first, offset: 0, number: holding.first };
  }
}
