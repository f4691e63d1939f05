import { partyOf, presentedCredential, troubleOn, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { becauseOf, type ActionReason } from './reason.js';
import { catalogOf, heldVerbs, verbsLeftBy } from './held-verbs.js';
import type { RequestedAccess } from './requested-access.js';
import { CATALOG, NO_VERBS, type VerbMask } from './right.js';
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
  const credential = presentedCredential(policy, principal);
  // One that was presented and is not there is trouble: behind this line null says that none was.
  if (troubleOn(principal, party, credential) !== null) return NO_VERBS;
  const asked = requested.kind === 'catalog' ? catalogOf(requested.form) : requested.verbs & ~CATALOG;
  const held = asked & heldVerbs(registry, party, { principal, requested, isListing: false });
  if (held === NO_VERBS) return held;
  const name = requested.kind === 'catalog' ? null : requested.name;
  return held & verbsLeftBy(party, credential?.bounds ?? null, { registryId, name });
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
