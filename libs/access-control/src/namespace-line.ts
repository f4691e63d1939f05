import type { NamespaceStretch, PolicyLevel } from './policy-entries.js';

/** From so many changes on it is cheaper to sort all of them again. */
const CHANGES_MAX = 64;

/** The namespaces of a registry but the root, in the byte order of the names in them: those in one another lie together. */
export class NamespaceLine {
  /** Null until somebody asks. */
  #sorted: NamespaceStretch[] | null = null;
  #changed: string[] = [];

  constructor(private readonly namespaces: ReadonlyMap<string, PolicyLevel>) {}

  /** To be told of each path at which a namespace came or went. */
  note(path: string): void {
    if (this.#sorted === null || path === '') return;
    this.#changed.push(path);
    if (this.#changed.length <= CHANGES_MAX) return;
    this.#changed = [];
    this.#sorted = null;
  }

  all(): readonly NamespaceStretch[] {
    this.#sorted ??= [...this.namespaces]
      .filter(([path]) => path !== '')
      .map(stretchOf)
      .sort((first, second) => (first.from < second.from ? -1 : 1));
    for (const path of this.#changed) this.settle(this.#sorted, path);
    this.#changed = [];
    return this.#sorted;
  }

  /** A namespace and those in it. */
  within(path: string): readonly PolicyLevel[] {
    const root = path === '' ? this.namespaces.get('') : undefined;
    if (path === '') return root === undefined ? [] : [root];
    const sorted = this.all();
    // `0` follows `/` in ASCII: no name that starts with the path and a slash is at or after it.
    return sorted.slice(placeOf(sorted, `${path}/`), placeOf(sorted, `${path}0`)).map(({ level }) => level);
  }

  private settle(sorted: NamespaceStretch[], path: string): void {
    const level = this.namespaces.get(path);
    const place = placeOf(sorted, `${path}/`);
    const isThere = sorted[place]?.path === path;
    sorted.splice(place, isThere ? 1 : 0, ...(level === undefined ? [] : [stretchOf([path, level])]));
  }
}

function stretchOf([path, level]: readonly [string, PolicyLevel]): NamespaceStretch {
  return { from: `${path}/`, to: `${path}0`, path, level };
}

/** Where the first one is that does not lie before a name. */
function placeOf(sorted: readonly NamespaceStretch[], name: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (String(sorted[middle]?.from) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
