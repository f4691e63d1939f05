/** Names from `from` on and before `to` (null: to the end), in byte order. */
export interface NameRange {
  readonly from: string;
  readonly to: string | null;
}

/** Follows every character that a name can have, and comes before every one of them. */
const AFTER_ALL = '{';
const BEFORE_ALL = '!';

/** The names that begin with a text; or just the one that it is. */
export function rangeOfBeginning(beginning: string, isWhole: boolean): NameRange {
  if (isWhole) return { from: beginning, to: `${beginning}${BEFORE_ALL}` };
  return { from: beginning, to: beginning === '' ? null : `${beginning}${AFTER_ALL}` };
}

/** The same names in sorted ranges that do not touch. */
export function mergeRanges(ranges: readonly NameRange[]): readonly NameRange[] {
  const merged: NameRange[] = [];
  for (const range of [...ranges].sort((first, second) => (first.from < second.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || (last.to !== null && last.to < range.from)) merged.push(range);
    else merged[merged.length - 1] = { from: last.from, to: later(last.to, range.to) };
  }
  return merged;
}

function later(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return null;
  return first > second ? first : second;
}

/** The visible stretches of a line on which visibility turns at given positions. */
export class RangeLine {
  readonly #ranges: NameRange[] = [];
  #from = '';

  constructor(public visible: boolean) {}

  turn(position: string, visible: boolean): void {
    if (visible === this.visible) return;
    if (this.visible) this.#ranges.push({ from: this.#from, to: position });
    this.#from = position;
    this.visible = visible;
  }

  finish(): readonly NameRange[] {
    return this.visible ? [...this.#ranges, { from: this.#from, to: null }] : this.#ranges;
  }
}
