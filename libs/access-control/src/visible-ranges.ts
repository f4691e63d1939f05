import type { CompiledPolicy } from './compiled-policy.js';
import type { RegistryEntry } from './policy-entries.js';
import { PULL } from './right.js';
import { settle, verbsOfSettlement, type Principal } from './settlement.js';

/** Names from `from` on and before `to` (null: to the end), in byte order. */
export interface NameRange {
  readonly from: string;
  readonly to: string | null;
}

/** Which repositories of a registry the caller may pull, as ranges for a walk over names in byte order. */
export interface VisibleRanges {
  /** Whether names without a slash, which are those of the root namespace, are visible. They are in no range. */
  readonly rootNames: boolean;
  /** Sorted, disjoint and never adjacent; they speak of names that have a slash. */
  readonly ranges: readonly NameRange[];
}

/**
 * The names that `decideAccess` would let the caller pull. Between the borders of existing namespaces visibility does not
 * change: everything in `team` is from `team/` on and before `team0`, the character after the slash.
 */
export function visibleRanges(policy: CompiledPolicy, principal: Principal, registryId: string): VisibleRanges {
  const registry = policy.registryEntry(registryId);
  if (registry === null) return { rootNames: false, ranges: [] };
  const isVisible = (path: string): boolean =>
    (verbsOfSettlement(settle(policy, principal, registryId, path)) & PULL) !== 0;
  return { rootNames: isVisible(''), ranges: rangesOf(registry, isVisible) };
}

/** Namespaces nest and never overlap otherwise: a stack holds those that are open where the walk stands. */
function rangesOf(registry: RegistryEntry, isVisible: (path: string) => boolean): readonly NameRange[] {
  const line = new RangeLine(isVisible(NO_NAMESPACE));
  const open: { readonly to: string; readonly outside: boolean }[] = [];
  const closeBefore = (position: string | null): void => {
    for (let last = open.at(-1); last !== undefined && (position === null || last.to <= position); last = open.at(-1)) {
      line.turn(last.to, last.outside);
      open.pop();
    }
  };
  for (const prefix of sortedPrefixesOf(registry)) {
    closeBefore(prefix);
    open.push({ to: endOf(prefix), outside: line.visible });
    line.turn(prefix, isVisible(prefix.slice(0, -1)));
  }
  closeBefore(null);
  return line.finish();
}

/** A path that no namespace can have, nor have one above it, so that only the defaults of the registry speak there. */
const NO_NAMESPACE = ':';

/** The visible stretches of a line on which visibility turns at given positions. */
class RangeLine {
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

/** `0` follows `/` in ASCII: no name that starts with the prefix is at or after this. */
function endOf(prefix: string): string {
  return `${prefix.slice(0, -1)}0`;
}

function sortedPrefixesOf(registry: RegistryEntry): readonly string[] {
  registry.sortedPrefixes ??= [...registry.namespaces.keys()]
    .filter((path) => path !== '')
    .map((path) => `${path}/`)
    .sort();
  return registry.sortedPrefixes;
}
