import {
  anyNameIn,
  BROWSE,
  canManageNamespace,
  type CompiledPolicy,
  grantedVerbs,
  isLimited,
  namespacePathOf,
  NO_VERBS,
  parentPathOf,
  type Principal,
  type RequestedAccess,
  troubleOf,
} from '@spectacles/access-control';
import type { NamespaceState } from '@spectacles/contracts';

/** The nearest namespace whose entries concern a repository. */
function nearestNamespace(policy: CompiledPolicy, registryId: string, repository: string): NamespaceState | null {
  for (let path: string | null = namespacePathOf(repository); path !== null; path = parentPathOf(path)) {
    const namespace = policy.namespaceAt(registryId, path);
    if (namespace !== null) return namespace;
  }
  return null;
}

/** Whether the caller is an administrator who is not held back by what was presented. */
export function isUnlimitedAdministrator(policy: CompiledPolicy, asker: Principal): boolean {
  if (asker.kind !== 'user' || policy.user(asker.userId)?.administrator !== true) return false;
  return troubleOf(policy, asker) === null && !isLimited(policy, asker);
}

/** Whether the caller runs the place that a repository is in, and so may ask what anybody may do to it. */
export function runsPlaceOf(policy: CompiledPolicy, asker: Principal, registryId: string, repository: string): boolean {
  if (isUnlimitedAdministrator(policy, asker)) return true;
  const namespace = nearestNamespace(policy, registryId, repository);
  return namespace !== null && canManageNamespace(policy, asker, namespace.id);
}

/** Whether the caller may know of a repository: sees it, or is granted anything of what is asked. */
export function mayKnowOf(
  policy: CompiledPolicy,
  asker: Principal,
  registryId: string,
  requested: RequestedAccess,
): boolean {
  if (requested.kind === 'catalog') return true;
  const verbs = requested.verbs | BROWSE;
  if (grantedVerbs(policy, asker, registryId, { ...requested, verbs }) !== NO_VERBS) return true;
  return runsPlaceOf(policy, asker, registryId, requested.name);
}

const OWNERS_SHOWN = 20;

/** Whom to ask for more, where the caller may know of the namespace: its owner, then its managers. */
export function ownersFor(policy: CompiledPolicy, asker: Principal, registryId: string, repository: string): string[] {
  const namespace = nearestNamespace(policy, registryId, repository);
  if (namespace === null) return [];
  const place = { kind: 'repository', name: anyNameIn(namespace.path), verbs: BROWSE } as const;
  const isSeen = grantedVerbs(policy, asker, registryId, place) !== NO_VERBS;
  if (!isSeen && !runsPlaceOf(policy, asker, registryId, repository)) return [];
  const { owner } = namespace;
  const first = owner.kind === 'user' ? policy.user(owner.id)?.username : policy.group(owner.id)?.name;
  const managers = policy
    .namespaceMembers(namespace.id)
    .flatMap(({ userId, role }) => (role === 'manager' ? (policy.user(userId)?.username ?? []) : []));
  return [...new Set([...(first === undefined ? [] : [first]), ...managers.toSorted()])].slice(0, OWNERS_SHOWN);
}

/** Whether the caller runs the robot that a credential is of. */
export function canManageRobot(
  policy: CompiledPolicy,
  asker: Principal,
  owner: { readonly kind: 'user' | 'robot'; readonly id: string },
): boolean {
  const namespaceId = owner.kind === 'robot' ? policy.robot(owner.id)?.namespaceId : null;
  return namespaceId != null && canManageNamespace(policy, asker, namespaceId);
}
