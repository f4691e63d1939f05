import { isInRanges, parseAddressRange } from '@spectacles/access-control';

/** Whether a credential may be used from an address: from anywhere where it has no ranges, from nowhere unknown else. */
export function isWithinRanges(ranges: readonly string[], address: string): boolean {
  if (ranges.length === 0) return true;
  const parsed = ranges.map(parseAddressRange).flatMap((result) => (result.ok ? [result.range] : []));
  return isInRanges(parsed, address);
}
