import { credentialBounds, isAdministrator, partyOf, troubleWith, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { becauseOf, type ActionReason } from './reason.js';
import { verbsWithin } from './limits.js';
import type { Party, RegistryEntry } from './policy-entries.js';
import type { RequestedAccess } from './requested-access.js';
import { CATALOG, EVERYTHING, NO_VERBS, type VerbMask } from './right.js';
import { ruleRequest, type Question } from './rules/rule-request.js';
import { verbsByEntries } from './settlement.js';
import { traceOf } from './trace.js';

/** What is granted of a request, and for each action asked for, why it is or is not. */
export interface AccessDecision {
  readonly granted: VerbMask;
  readonly because: readonly ActionReason[];
}

/** The verbs granted of a request: the decision without its reasons, for where only the answer is needed. */
export function grantedVerbs(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  requested: RequestedAccess,
): VerbMask {
  const registry = policy.registryEntry(registryId);
  if (!registry?.state) return NO_VERBS;
  const party = partyOf(policy, principal);
  if (troubleWith(policy, principal, party) !== null) return NO_VERBS;
  const asked = requested.kind === 'catalog' ? catalogOf(requested.form) : requested.verbs & ~CATALOG;
  const held = asked & heldVerbs(registry, party, { principal, requested, isListing: false });
  if (held === NO_VERBS) return held;
  const name = requested.kind === 'catalog' ? null : requested.name;
  return held & verbsLeft(policy, principal, party, { registryId, name });
}

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
  const own = party?.bounds.limits ?? null;
  const presented = credentialBounds(policy, principal)?.limits ?? null;
  if (own === null && presented === null) return EVERYTHING | CATALOG;
  if (place.name === null) return NO_VERBS;
  const { registryId, name } = place;
  return verbsWithin(own, registryId, name) & verbsWithin(presented, registryId, name);
}

/**
 * Grants of a request what the policy gives the caller on that repository, and says for each verb what settled it. The
 * catalog is granted by rules alone: its right is the whole registry, and lists are filtered by rights elsewhere.
 */
export function decideAccess(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  requested: RequestedAccess,
): AccessDecision {
  const trace = traceOf(policy, principal, registryId, requested);
  return { granted: trace.granted, because: becauseOf(trace) };
}
