import type { VisibleRanges } from '../visible-ranges.js';

/** How a list reads the ranges: what is certain from them, the rest name by name. */
export function isVisibleName(visible: VisibleRanges, name: string): boolean {
  const isIn = (ranges: VisibleRanges['ranges']): boolean =>
    ranges.some(({ from, to }) => from <= name && (to === null || name < to));
  if (!name.includes('/')) return visible.rootResidual ? visible.test(name) : visible.rootNames;
  return isIn(visible.residual) ? visible.test(name) : isIn(visible.ranges);
}
