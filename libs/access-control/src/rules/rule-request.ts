import type { Principal } from '../caller.js';
import type { Party, RegistryEntry } from '../policy-entries.js';
import type { RequestedAccess } from '../requested-access.js';
import type { RuleRequest } from './compiled-rule.js';

/** What is asked, and whether for a list: then rules about addresses must not show more than they would at a door. */
export interface Question {
  readonly principal: Principal;
  readonly requested: RequestedAccess;
  readonly isListing: boolean;
}

const NO_LABELS = {};

/** A request as rules see it. A group has no account: no rule that asks for one concerns it. */
export function ruleRequest(registry: RegistryEntry, party: Party | null, question: Question): RuleRequest {
  const { principal, requested, isListing } = question;
  const isCatalog = requested.kind === 'catalog';
  return {
    account: accountOf(party),
    type: isCatalog ? 'registry' : 'repository',
    name: isCatalog ? 'catalog' : requested.name,
    service: registry.service,
    address: principal.address,
    isListing,
    labels: party?.state?.kind === 'user' ? party.state.labels : NO_LABELS,
  };
}

function accountOf(party: Party | null): string | null {
  const state = party?.state ?? null;
  if (state === null) return '';
  return state.kind === 'user' ? state.username : state.kind === 'robot' ? state.login : null;
}
