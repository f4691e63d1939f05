import type { CompiledPolicy } from './compiled-policy.js';
import { strongest, type GrantEntry, type PolicyLevel, type RegistryEntry, type UserEntry } from './policy-entries.js';
import { parentPathOf } from './repository-name.js';
import { ALL_VERBS, NO_VERBS, type VerbMask } from './right.js';

/** Who asks. */
export type Principal = { readonly kind: 'anonymous' } | { readonly kind: 'user'; readonly userId: string };

/** Something in the policy that speaks for or against the caller. */
export interface Contribution {
  readonly kind: 'owner' | 'grant' | 'everyone' | 'anonymous';
  readonly level: PolicyLevel;
  /** The id of the grant, or of the namespace for its owner, who needs no grant. */
  readonly id: string;
  readonly verbs: VerbMask;
}

/** What the policy says about a caller at a place: everything, nothing, or what the entries together give. */
export type Settlement =
  | { readonly kind: 'administrator' | 'unknown-registry' | 'unknown-user' | 'disabled' }
  | { readonly kind: 'entries'; readonly contributions: readonly Contribution[] };

const UNKNOWN_REGISTRY: Settlement = { kind: 'unknown-registry' };
const UNKNOWN_USER: Settlement = { kind: 'unknown-user' };
const DISABLED: Settlement = { kind: 'disabled' };
const ADMINISTRATOR: Settlement = { kind: 'administrator' };

/** Settles what a caller may do to the repositories directly in a namespace path, whether or not a namespace is there. */
export function settle(policy: CompiledPolicy, principal: Principal, registryId: string, path: string): Settlement {
  const registry = policy.registryEntry(registryId);
  if (!registry?.state) return UNKNOWN_REGISTRY;
  if (principal.kind === 'anonymous') return settleByEntries(registry, null, path);
  const user = policy.userEntry(principal.userId);
  if (!user?.state) return UNKNOWN_USER;
  if (user.state.status === 'disabled') return DISABLED;
  return user.state.administrator ? ADMINISTRATOR : settleByEntries(registry, user, path);
}

/** The verbs that a settlement gives: the entries that count add up. */
export function verbsOfSettlement(settlement: Settlement): VerbMask {
  if (settlement.kind === 'administrator') return ALL_VERBS;
  if (settlement.kind !== 'entries') return NO_VERBS;
  let verbs = NO_VERBS;
  for (const contribution of settlement.contributions) verbs |= contribution.verbs;
  return verbs;
}

/**
 * Walks from the nearest level to the registry's defaults.
 *
 * A named entry ends the walk: it stands alone against the general ones on its own level and above, and together with
 * those below it. Of the general ones the nearest for everyone counts, and so does the nearest for anonymous where none
 * for everyone is as near. Somebody whom nothing names never gets less than a stranger gets.
 */
function settleByEntries(registry: RegistryEntry, user: UserEntry | null, path: string): Settlement {
  const general: GeneralEntries = { everyone: null, anonymous: null, anonymousIsNearest: false };
  for (let at: string | null = path; at !== null; at = parentPathOf(at)) {
    const level = registry.namespaces.get(at);
    const named = level === undefined ? null : visit(level, user, general);
    if (named !== null) return entries(named, general.everyone, general.anonymousIsNearest ? general.anonymous : null);
  }
  const named = visit(registry.defaults, user, general);
  const stranger = named === null || general.anonymousIsNearest ? general.anonymous : null;
  return entries(named, general.everyone, stranger);
}

/** Whether a level says anything that may concern a caller; where it does not, all is as it is above. */
export function mayConcern(level: PolicyLevel, user: UserEntry | null): boolean {
  if (level.everyone !== null || level.anonymous !== null) return true;
  return user !== null && namedOn(level, user) !== null;
}

interface GeneralEntries {
  everyone: Contribution | null;
  anonymous: Contribution | null;
  anonymousIsNearest: boolean;
}

/** Answers the entry that names the user on a level; where none does, takes note of the general ones. */
function visit(level: PolicyLevel, user: UserEntry | null, general: GeneralEntries): Contribution | null {
  const named = user === null ? null : namedOn(level, user);
  if (named !== null) return named;
  if (user !== null) general.everyone ??= byGrant('everyone', strongest(level.everyone));
  if (general.anonymous === null) {
    general.anonymous = byGrant('anonymous', strongest(level.anonymous));
    general.anonymousIsNearest = general.everyone === null;
  }
  return null;
}

/** By class: the owner first, then an entry of the user's own. */
function namedOn(level: PolicyLevel, user: UserEntry): Contribution | null {
  const { namespace } = level;
  if (namespace?.owner.kind === 'user' && namespace.owner.id === user.id)
    return { kind: 'owner', level, id: namespace.id, verbs: ALL_VERBS };
  return byGrant('grant', strongest(level.named.get(user)));
}

function byGrant(kind: 'grant' | 'everyone' | 'anonymous', grant: GrantEntry | null): Contribution | null {
  return grant === null ? null : { kind, level: grant.level, id: grant.id, verbs: grant.verbs };
}

function entries(...found: readonly (Contribution | null)[]): Settlement {
  return { kind: 'entries', contributions: found.filter((contribution) => contribution !== null) };
}
