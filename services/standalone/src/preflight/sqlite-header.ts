/** The start of a database file (https://www.sqlite.org/fileformat.html, 1.3). */
export const HEADER_BYTES = 100;

const MAGIC = 'SQLite format 3\0';

/**
 * What is wrong with a database file, from its header alone: opening it with SQLite would already write beside it.
 * `journalled`: a write-ahead log beside it may still hold the pages that the file lacks.
 */
export function sqliteHeaderProblem(header: Buffer, size: number, journalled: boolean): string | null {
  // An empty file is a database that was never written to.
  if (size === 0) return null;
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    return 'is not an SQLite database';
  }
  const stored = header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  const powerOfTwo = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const versions = [header.readUInt8(18), header.readUInt8(19)];
  const fractions = header.toString('hex', 21, 24) === '402020';
  if (!powerOfTwo || !fractions || versions.some((version) => version !== 1 && version !== 2)) {
    return 'is a damaged SQLite database';
  }
  const pagesKnown = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (!journalled && pagesKnown && size < header.readUInt32BE(28) * pageSize) return 'is cut short';
  return null;
}
