import { credentialBounds, isAdministrator, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { verbsWithin, type Bounds } from './limits.js';
import type { Party, RegistryEntry } from './policy-entries.js';
import { CATALOG, EVERYTHING, NO_VERBS, type VerbMask } from './right.js';
import { ruleRequest, type Question } from './rules/rule-request.js';
import { verbsByEntries } from './settlement.js';

/** zot tells its catalog apart from nothing else, so that nobody can be granted it. */
export function catalogOf(form: 'registry' | 'zot'): VerbMask {
  return form === 'registry' ? CATALOG : NO_VERBS;
}

/** What the caller holds before his credential's limits. */
export function heldVerbs(registry: RegistryEntry, party: Party | null, question: Question): VerbMask {
  // The catalog's right is the whole registry: no role contains it.
  if (isAdministrator(party)) return EVERYTHING;
  const { rules } = registry;
  const { requested } = question;
  if (!rules.isEmpty) {
    const verdict = rules.decide(ruleRequest(registry, party, question));
    if (verdict !== null) return verdict.verbs;
  }
  if (rules.rulesOnly || requested.kind === 'catalog') return NO_VERBS;
  return verbsByEntries(registry, party, requested.name);
}

/** What the limits of the robot and of the credential let through; no scope holds `manage` or the catalog. */
export function verbsLeft(
  policy: CompiledPolicy,
  principal: Principal,
  party: Party | null,
  place: { readonly registryId: string; readonly name: string | null },
): VerbMask {
  return verbsLeftBy(party, credentialBounds(policy, principal), place);
}

/** The same, where the bounds of the credential are known; null where none was presented. */
export function verbsLeftBy(
  party: Party | null,
  bounds: Bounds | null,
  place: { readonly registryId: string; readonly name: string | null },
): VerbMask {
  const own = party?.bounds.limits ?? null;
  const presented = bounds?.limits ?? null;
  if (own === null && presented === null) return EVERYTHING | CATALOG;
  if (place.name === null) return NO_VERBS;
  const { registryId, name } = place;
  return verbsWithin(own, registryId, name) & verbsWithin(presented, registryId, name);
}
