import { isInRanges, parseAddressRange, type AddressRange } from './address.js';
import { matchesPattern, parsePattern, type NamePattern } from './pattern.js';
import type { CredentialScope } from './policy-state.js';
import { maskOfEntryVerbs, NO_VERBS, type VerbMask } from './right.js';

/** What a credential may do at most on names that a pattern matches. */
export interface Limit {
  readonly registryId: string | undefined;
  readonly pattern: NamePattern;
  readonly verbs: VerbMask;
}

/** From where, until when and for what a credential, or a robot, may be used. */
export interface Bounds {
  /** null: everything that the owner may. */
  readonly limits: readonly Limit[] | null;
  /** null: from anywhere. A range that cannot be read holds no address. */
  readonly ranges: readonly AddressRange[] | null;
  /** Milliseconds of the epoch; Infinity: for ever. */
  readonly endsAt: number;
}

export const UNBOUNDED: Bounds = { limits: null, ranges: null, endsAt: Infinity };

export const NOTHING_AT_ALL: Bounds = { limits: [], ranges: [], endsAt: -Infinity };

export function boundsOf(state: {
  readonly scopes: readonly CredentialScope[] | null;
  readonly addressRanges: readonly string[];
  readonly expiresAt: string | null;
}): Bounds {
  return {
    limits: state.scopes?.flatMap(limitOf) ?? null,
    ranges: state.addressRanges.length === 0 ? null : state.addressRanges.flatMap(rangeOf),
    endsAt: state.expiresAt === null ? Infinity : endOf(state.expiresAt),
  };
}

/** What the limits let through for a name; everything where there are none. */
export function verbsWithin(limits: readonly Limit[] | null, registryId: string, name: string): VerbMask {
  if (limits === null) return -1;
  let verbs = NO_VERBS;
  for (const limit of limits) {
    if ((limit.registryId === undefined || limit.registryId === registryId) && matchesPattern(limit.pattern, name))
      verbs |= limit.verbs;
  }
  return verbs;
}

/** Whether the end has come. A time that is not known is past every end. */
export function isOver(bounds: Bounds, at: number | undefined): boolean {
  return bounds.endsAt !== Infinity && (at === undefined || !(at < bounds.endsAt));
}

/** Whether an address is one that the bounds leave out. An address that is not known is left out wherever any is. */
export function isOutside(bounds: Bounds, address: string | undefined): boolean {
  return bounds.ranges !== null && !isInRanges(bounds.ranges, address);
}

function limitOf({ registryId, pattern, actions }: CredentialScope): readonly Limit[] {
  const parsed = parsePattern(pattern);
  return parsed.ok ? [{ registryId, pattern: parsed.pattern, verbs: maskOfEntryVerbs(actions) }] : [];
}

function rangeOf(text: string): readonly AddressRange[] {
  const parsed = parseAddressRange(text);
  return parsed.ok ? [parsed.range] : [];
}

/** An end that cannot be read has come. */
function endOf(text: string): number {
  const end = Date.parse(text);
  return Number.isNaN(end) ? -Infinity : end;
}
