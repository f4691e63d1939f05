import type { RecheckPlace } from './sweep.js';

/**
 * How many known tags a sweep looks at again. A registry says what is new by listing it, but that a tag has moved only
 * when asked for that tag: with many tags each sweep asks for some, and the next goes on where it stopped.
 */
export class RecheckBudget {
  private left: number;
  private stopped: { readonly place: RecheckPlace; readonly rank: number } | null = null;

  constructor(
    limit: number,
    private readonly from: RecheckPlace | null,
  ) {
    this.left = limit;
  }

  /** Repositories in the order in which this sweep takes them. */
  order(repositories: readonly string[]): readonly string[] {
    return rotate([...repositories].sort(), this.from?.repository ?? '');
  }

  /** Of the known tags of a repository those that may be looked at again now. `rank` is its position in the order. */
  take(repository: string, rank: number, tags: readonly string[]): readonly string[] {
    // What is before the place where the last sweep stopped was looked at last: others come first, or none would ever.
    const start = this.from?.repository === repository ? this.from.tag : '';
    const ordered = [...tags].sort().filter((tag) => tag >= start);
    const taken = ordered.slice(0, Math.max(0, this.left));
    this.left -= taken.length;
    const next = ordered[taken.length];
    if (next !== undefined && (this.stopped === null || rank < this.stopped.rank))
      this.stopped = { place: { repository, tag: next }, rank };
    return taken;
  }

  /** Where the next sweep goes on; null: at the beginning. */
  get next(): RecheckPlace | null {
    return this.stopped?.place ?? null;
  }
}

/** A sorted list, begun at a text and ended with what is before it. */
function rotate(sorted: readonly string[], from: string): readonly string[] {
  const index = sorted.findIndex((text) => text >= from);
  return index <= 0 ? sorted : [...sorted.slice(index), ...sorted.slice(0, index)];
}
