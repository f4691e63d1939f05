import { isAdministrator, partyOf, troubleWith, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { heldVerbs, verbsLeft } from './held-verbs.js';
import { entriesNaming } from './level-grants.js';
import type { Limit } from './limits.js';
import { credentialBounds } from './caller.js';
import { anyNameIn } from './namespace-right.js';
import { literalBeginning } from './pattern.js';
import type { GrantEntry, NamespaceStretch, Party, PolicyLevel, RegistryEntry } from './policy-entries.js';
import { mergeRanges, RangeLine, rangeOfBeginning, type NameRange } from './name-range.js';
import { BROWSE } from './right.js';
import { isOwner, verbsByEntries } from './settlement.js';

/** Which repositories of a registry the caller may browse, as ranges for a walk over names in byte order. */
export interface VisibleRanges {
  /** Whether names without a slash, which are those of the root namespace, are visible. They are in no range. */
  readonly rootNames: boolean;
  /** Whether that is true of some of them only: each has to be tested. */
  readonly rootResidual: boolean;
  /** Sorted, disjoint and never adjacent; they speak of names that have a slash. */
  readonly ranges: readonly NameRange[];
  /** Sorted and disjoint: a name with a slash that lies here has to be tested, whatever `ranges` says about it. */
  readonly residual: readonly NameRange[];
  /** Whether the caller may browse a repository; right for every name, also outside of `residual`. */
  readonly test: (name: string) => boolean;
}

const NOTHING: VisibleRanges = { rootNames: false, rootResidual: false, ranges: [], residual: [], test: () => false };

/**
 * The names that `decideAccess` would let the caller browse. Between the borders of existing namespaces visibility does
 * not change: everything in `team` is from `team/` on and before `team0`, the character after the slash. What patterns,
 * rules and limits say holds for single names; those are tested one by one. A rule that asks for an address never shows
 * more in a list.
 */
export function visibleRanges(policy: CompiledPolicy, principal: Principal, registryId: string): VisibleRanges {
  const registry = policy.registryEntry(registryId);
  const party = partyOf(policy, principal);
  if (!registry?.state || troubleWith(policy, principal, party) !== null) return NOTHING;
  const test = (name: string): boolean => {
    const requested = { kind: 'repository', name, verbs: BROWSE } as const;
    const held = heldVerbs(registry, party, { principal, requested, isListing: true });
    return (held & verbsLeft(policy, principal, party, { registryId, name }) & BROWSE) !== 0;
  };
  const limits = party?.bounds.limits ?? credentialBounds(policy, principal)?.limits ?? null;
  if (limits !== null) return withinLimits(limits, registryId, test);
  if (isAdministrator(party)) return { ...NOTHING, rootNames: true, ranges: [{ from: '', to: null }], test };
  return { ...rangesOf(registry, party), test };
}

/** Outside of what the limits speak of nothing is visible; inside each name is tested. */
function withinLimits(limits: readonly Limit[], registryId: string, test: VisibleRanges['test']): VisibleRanges {
  const own = limits.filter((limit) => limit.registryId === undefined || limit.registryId === registryId);
  const residual = mergeRanges(
    own.map(({ pattern }) => rangeOfBeginning(literalBeginning(pattern), pattern.isLiteral)),
  );
  return { ...NOTHING, rootResidual: own.length > 0, residual, test };
}

function rangesOf(registry: RegistryEntry, party: Party | null): Omit<VisibleRanges, 'test'> {
  const { rules } = registry;
  const isVisible = (path: string): boolean =>
    !rules.rulesOnly && (verbsByEntries(registry, party, anyNameIn(path)) & BROWSE) !== 0;
  const stretches = registry.line.all().filter(({ level }) => mayConcern(registry, level, party));
  const root = registry.namespaces.get('');
  const patterns = [registry.defaults, ...stretches.map(({ level }) => level)].flatMap((level) =>
    patternsOf(registry, level, party),
  );
  const ofRules = rules.beginnings().map((beginning) => rangeOfBeginning(beginning, false));
  const ofPatterns = patterns.map((pattern) => rangeOfBeginning(literalBeginning(pattern), pattern.isLiteral));
  return {
    rootNames: isVisible(''),
    rootResidual:
      ofRules.length > 0 ||
      ofPatterns.length > 0 ||
      (root !== undefined && patternsOf(registry, root, party).length > 0),
    ranges: walk(stretches, isVisible),
    residual: mergeRanges([...ofRules, ...ofPatterns]),
  };
}

/** Whether a level says anything that may concern a caller; where it does not, all is as it is above. */
function mayConcern(registry: RegistryEntry, level: PolicyLevel, party: Party | null): boolean {
  if (level.ofEveryone.length > 0 || level.ofAnonymous.length > 0) return true;
  return party !== null && (isOwner(level, party) || concerning(registry, level, party).length > 0);
}

/** The patterns of the entries on a level that may concern a caller. */
function patternsOf(registry: RegistryEntry, level: PolicyLevel, party: Party | null) {
  const named = party === null ? [] : [...concerning(registry, level, party), ...level.ofEveryone];
  return [...named, ...level.ofAnonymous].map(({ pattern }) => pattern).filter((pattern) => pattern !== null);
}

function concerning(registry: RegistryEntry, level: PolicyLevel, party: Party): readonly GrantEntry[] {
  const members = party.places.includes(level) ? level.ofMembers : [];
  return [...members, ...entriesNaming(registry.grants, level, [party, ...party.groups])];
}

/** Namespaces nest and never overlap otherwise: a stack holds those that are open where the walk stands. */
function walk(stretches: readonly NamespaceStretch[], isVisible: (path: string) => boolean): readonly NameRange[] {
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
