import type { VisibleRanges } from '../visible-ranges.js';

/** How a list reads the ranges: one rule for names without a slash, the ranges for all others. */
export function isVisibleName(visible: VisibleRanges, name: string): boolean {
  if (!name.includes('/')) return visible.rootNames;
  return visible.ranges.some(({ from, to }) => from <= name && (to === null || name < to));
}
