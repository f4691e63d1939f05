import { brotliCompressSync, constants } from 'node:zlib';

import { SPOOLED_RECORDS_MAX } from '@spectacles/contracts';

import { LINE_END, type SegmentFile, type SpoolFiles } from './spool-files.js';

/** What the door has to answer meanwhile waits until a page is compressed: a tenth of a millisecond. */
const PAGE_BYTES = 200_000;
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } };

/** Records of a spool that follow each other, a line each, compressed and in base64 as `AppendDecisions` takes them. */
export interface SpoolPage {
  readonly first: number;
  readonly count: number;
  readonly lines: string;
}

const packed = (lines: Uint8Array): string => brotliCompressSync(lines, QUALITY).toString('base64');

/** A place in a spool: the segment, the byte in it, and the number of the record that begins there. */
interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly number: number;
}

/** Reads one spool forward, from any number. */
export class SpoolReader {
  /** Where the last page began, and where it ended. */
  private begin: Place | null = null;
  private end: Place | null = null;

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
      const { segment, offset, number } = place;
      const next = segments.find(({ first }) => first > segment);
      const end = next === undefined ? through : Math.min(through, next.first - 1);
      const bytes = await this.files.read(this.spool, segment, offset);
      const passed = countLines(bytes, 0, { lines: last + 1 - number, bytes: bytes.length });
      const wanted = countLines(bytes, passed.end, {
        lines: Math.min(SPOOLED_RECORDS_MAX, end - number - passed.count + 1),
        bytes: PAGE_BYTES,
      });
      const first = number + passed.count;
      if (wanted.count > 0) {
        this.begin = { segment, offset: offset + passed.end, number: first };
        this.end = { segment, offset: offset + wanted.end, number: first + wanted.count };
        return { first, count: wanted.count, lines: packed(bytes.subarray(passed.end, wanted.end - 1)) };
      }
      if (passed.count > 0) place = { segment, offset: offset + passed.end, number: first };
      else place = next === undefined ? null : { segment: next.first, offset: 0, number: next.first };
    }
    return null;
  }

  private placeFor(number: number, segments: readonly SegmentFile[]): Place | null {
    const holding = segments.findLast(({ first }) => first <= number) ?? segments[0];
    if (holding === undefined) return null;
    // Where the last page ended, or began, is nearer than the start of the file, unless something before it is asked for.
    for (const place of [this.end, this.begin]) {
      if (place?.segment === holding.first && place.number <= number) return place;
    }
    return { segment: holding.first, offset: 0, number: holding.first };
  }
}

/** How many whole lines there are from a byte on, at most so many, and where they end; one line may have any length. */
function countLines(
  bytes: Buffer,
  start: number,
  most: { readonly lines: number; readonly bytes: number },
): { readonly count: number; readonly end: number } {
  let [count, end] = [0, start];
  while (count < most.lines) {
    const lineEnd = bytes.indexOf(LINE_END, end);
    if (lineEnd === -1 || (count > 0 && lineEnd + 1 - start > most.bytes)) break;
    end = lineEnd + 1;
    count += 1;
  }
  return { count, end };
}
