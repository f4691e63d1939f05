import { SpooledRecord } from '@spectacles/contracts';

/** Records as they are handed over; every one must be as the contract says. */
export const readLines = (lines: string): readonly SpooledRecord[] =>
  lines.split('\n').map((line) => SpooledRecord.parse(JSON.parse(line)));
