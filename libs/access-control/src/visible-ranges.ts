import type { CompiledPolicy } from './compiled-policy.js';
import type { NamespaceStretch, RegistryEntry } from './policy-entries.js';
import { PULL } from './right.js';
import { mayConcern, settle, verbsOfSettlement, type Principal } from './settlement.js';

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
  const user = principal.kind === 'user' ? policy.userEntry(principal.userId) : null;
  const isVisible = (path: string): boolean =>
    (verbsOfSettlement(settle(policy, principal, registryId, path)) & PULL) !== 0;
  const stretches = stretchesOf(registry).filter(({ level }) => mayConcern(level, user));
  return { rootNames: isVisible(''), ranges: rangesOf(stretches, isVisible) };
}

/** Namespaces nest and never overlap otherwise: a stack holds those that are open where the walk stands. */
function rangesOf(stretches: readonly NamespaceStretch[], isVisible: (path: string) => boolean): readonly NameRange[] {
  const line = new RangeLine(isVisible(NO_NAMESPACE));
  const open: { readonly to: string; readonly outside: boolean }[] = [];
  const closeBefore = (position: string | null): void => {
    for (let last = open.at(-1); last !== undefined && (position === null || last.to <= position); last = open.at(-1)) {
      line.turn(last.to, last.outside);
      open.pop();
    }
  };
  for (const { from, to, path } of stretches) {
    closeBefore(from);
    open.push({ to, outside: line.visible });
    line.turn(from, isVisible(path));
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

function stretchesOf(registry: RegistryEntry): readonly NamespaceStretch[] {
  registry.stretches ??= [...registry.namespaces]
    .filter(([path]) => path !== '')
    // `0` follows `/` in ASCII: no name that starts with the path and a slash is at or after `to`.
    .map(([path, level]) => ({ from: `${path}/`, to: `${path}0`, path, level }))
    .sort((first, second) => (first.from < second.from ? -1 : 1));
  return registry.stretches;
}
