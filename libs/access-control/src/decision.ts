import type { CompiledPolicy } from './compiled-policy.js';
import { CATALOG_REASON, reasonsFor, type ActionReason } from './reason.js';
import { namespacePathOf } from './repository-name.js';
import type { RequestedAccess } from './requested-access.js';
import { NO_VERBS, type VerbMask } from './right.js';
import { settle, verbsOfSettlement, type Principal } from './settlement.js';

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
  if (requested.kind === 'catalog') return NO_VERBS;
  const settlement = settle(policy, principal, registryId, namespacePathOf(requested.name));
  return requested.verbs & verbsOfSettlement(settlement);
}

/**
 * Grants of a request what the policy gives the caller on that repository, and says for each verb which entry settled
 * it. The catalog is granted to nobody: its right is the whole registry, and lists are filtered by rights elsewhere.
 */
export function decideAccess(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  requested: RequestedAccess,
): AccessDecision {
  if (requested.kind === 'catalog') return { granted: NO_VERBS, because: [CATALOG_REASON] };
  const settlement = settle(policy, principal, registryId, namespacePathOf(requested.name));
  return { granted: requested.verbs & verbsOfSettlement(settlement), because: reasonsFor(requested.verbs, settlement) };
}
