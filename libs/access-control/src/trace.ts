import { isAdministrator, partyOf, presentedCredential, troubleOn, type Principal, type Trouble } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { contributionsOf, type Contributions } from './contributions.js';
import { verbsWithin, type Bounds } from './limits.js';
import type { CredentialEntry, Party, RegistryEntry } from './policy-entries.js';
import type { CredentialScope, CredentialState, RobotState } from './policy-state.js';
import type { RequestedAccess } from './requested-access.js';
import { CATALOG, EVERYTHING, MANAGE, NO_VERBS, type VerbMask } from './right.js';
import type { RuleVerdict } from './rules/rule-index.js';
import { ruleRequest } from './rules/rule-request.js';

/** Limits of a robot or of a credential, and what they took away of what was asked. */
export interface Cut {
  readonly of: 'robot' | 'credential';
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly CredentialScope[];
  readonly lost: VerbMask;
  /** What was asked and they would take away, were it held. */
  readonly refused: VerbMask;
}

/** What settled a request, before limits. */
export type Settling =
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'administrator' | 'rules-only' | 'catalog' }
  | { readonly kind: 'rule'; readonly verdict: RuleVerdict }
  | { readonly kind: 'entries'; readonly contributions: Contributions };

/** A decision with everything that led to it. It says the same as `grantedVerbs`, slower, as a test makes sure. */
export interface Trace {
  readonly policy: CompiledPolicy;
  readonly principal: Principal;
  readonly party: Party | null;
  readonly registry: RegistryEntry | null;
  readonly requested: RequestedAccess;
  readonly asked: VerbMask;
  readonly settling: Settling;
  /** What the caller would be granted without limits, of what was asked. */
  readonly held: VerbMask;
  readonly cuts: readonly Cut[];
  readonly granted: VerbMask;
}

/** Decides a request, and keeps what led to the decision. */
export function traceOf(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  requested: RequestedAccess,
): Trace {
  const registry = policy.registryEntry(registryId);
  const party = partyOf(policy, principal);
  const asked = requested.kind === 'repository' ? requested.verbs & ~CATALOG : CATALOG;
  const credential = presentedCredential(policy, principal);
  const settling = settlingOf({ principal, party, registry, requested, credential });
  const isNothing = requested.kind === 'catalog' && requested.form === 'zot';
  const held = isNothing ? NO_VERBS : asked & verbsOfSettling(settling);
  const cuts =
    settling.kind === 'trouble' || registry === null
      ? []
      : cutsOf({ party, registry, requested, asked, held, credential });
  const granted = cuts.reduce((verbs, { lost }) => verbs & ~lost, held);
  return { policy, principal, party, registry, requested, asked, settling, held, cuts, granted };
}

function settlingOf(given: {
  readonly principal: Principal;
  readonly party: Party | null;
  readonly registry: RegistryEntry | null;
  readonly requested: RequestedAccess;
  readonly credential: CredentialEntry | null;
}): Settling {
  const { principal, party, registry, requested, credential } = given;
  if (!registry?.state) return { kind: 'trouble', trouble: 'unknown-registry' };
  const trouble = troubleOn(principal, party, credential);
  if (trouble !== null) return { kind: 'trouble', trouble };
  if (isAdministrator(party)) return { kind: 'administrator' };
  const { rules } = registry;
  const question = { principal, requested, isListing: false };
  const verdict = rules.isEmpty ? null : rules.decide(ruleRequest(registry, party, question));
  if (verdict !== null) return { kind: 'rule', verdict };
  if (rules.rulesOnly) return { kind: 'rules-only' };
  if (requested.kind === 'catalog') return { kind: 'catalog' };
  return { kind: 'entries', contributions: contributionsOf(registry, party, requested.name) };
}

function verbsOfSettling(settling: Settling): VerbMask {
  switch (settling.kind) {
    case 'administrator':
      return EVERYTHING;
    case 'rule':
      return settling.verdict.verbs;
    case 'entries':
      return settling.contributions.counting.reduce((verbs, contribution) => verbs | contribution.verbs, NO_VERBS);
    default:
      return NO_VERBS;
  }
}

function cutsOf(given: {
  readonly party: Party | null;
  readonly registry: RegistryEntry;
  readonly requested: RequestedAccess;
  readonly asked: VerbMask;
  readonly held: VerbMask;
  readonly credential: CredentialEntry | null;
}): readonly Cut[] {
  const { party, registry, requested, asked, held, credential } = given;
  const cut = (of: Cut['of'], state: RobotState | CredentialState, { limits }: Bounds): readonly Cut[] => {
    const { id, scopes } = state;
    if (scopes === null) return [];
    const name = state.kind === 'robot' ? state.login : state.name;
    const within = requested.kind === 'catalog' ? NO_VERBS : verbsWithin(limits, registry.id, requested.name);
    const outside = ~(within & ~(MANAGE | CATALOG));
    return [{ of, id, name, scopes, lost: held & outside, refused: asked & outside }];
  };
  const robot = party?.state?.kind === 'robot' ? cut('robot', party.state, party.bounds) : [];
  if (credential === null) return robot;
  return [...robot, ...cut('credential', credential.state, credential.bounds)];
}
