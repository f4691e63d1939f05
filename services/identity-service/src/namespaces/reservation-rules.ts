import {
  ALL_VERBS,
  anyNameIn,
  type CompiledPolicy,
  decideAccess,
  type DecisionSource,
  holdsOpenPath,
  isShutOutWithin,
  parentPathOf,
} from '@spectacles/access-control';
import type { User } from '../users/user.js';
import type { Registry } from '../registries/registry.js';
import { principalOfUser } from '../permissions/namespace-access.js';

/** Where a first push wants a namespace. */
export interface Reservation {
  readonly user: User;
  readonly registry: Registry;
  readonly path: string;
}

/** The path below which a namespace would be made; null where it is the pusher's own. */
export function prefixOf({ user, registry, path }: Reservation): string | null {
  return registry.personalNamespaces && path === user.username ? null : (parentPathOf(path) ?? '');
}

/** Whether the registry lets this user make this namespace by a first push. */
export function isOpenTo({ user, registry, path }: Reservation): boolean {
  if (path === '' || holdsOpenPath(registry, path)) return false;
  if (registry.personalNamespaces && path === user.username) return true;
  return registry.createOnPush.includes(parentPathOf(path) ?? '');
}

/** Whether the name is kept for a person: with personal namespaces, names at the top that are, or were, somebody's. */
export function isPersonalName({ registry, path }: Reservation): boolean {
  return registry.personalNamespaces && !path.includes('/');
}

/**
 * Whether something says that this user, of all, gets nothing there: an entry NONE in a namespace above, be it on some
 * names only, or a rule. A namespace of their own would take its force away.
 */
export function isRefused(policy: CompiledPolicy, reservation: Reservation): boolean {
  const { user, registry, path } = reservation;
  return refusalOf(policy, reservation) !== null || isShutOutWithin(policy, principalOfUser(user), registry.id, path);
}

function refusalOf(policy: CompiledPolicy, { user, registry, path }: Reservation): DecisionSource | null {
  const requested = { kind: 'repository', name: anyNameIn(path), verbs: ALL_VERBS } as const;
  const { because, granted } = decideAccess(policy, principalOfUser(user), registry.id, requested);
  const source = because.find(({ action }) => action === 'push')?.source;
  if (source === undefined) return null;
  if (source.kind === 'rule' || source.kind === 'rules-only')
    return because.some(({ action, outcome }) => action === 'push' && outcome === 'denied') ? source : null;
  const isGeneral = source.kind === 'no-entry' || source.kind === 'everyone' || source.kind === 'anonymous';
  return granted === 0 && !isGeneral ? source : null;
}
