import { brotliDecompressSync } from 'node:zlib';

import { SpooledRecord } from '@spectacles/contracts';

/** Records as they are handed over; every one must be as the contract says. */
export const readLines = (lines: string): readonly SpooledRecord[] =>
  brotliDecompressSync(Buffer.from(lines, 'base64'))
    .toString()
    .split('\n')
    .map((line) => SpooledRecord.parse(JSON.parse(line)));
