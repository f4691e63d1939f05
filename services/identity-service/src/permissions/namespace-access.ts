import {
  ALL_VERBS,
  anyNameIn,
  BROWSE,
  canManageGroup,
  canManageNamespace,
  type CompiledPolicy,
  decideAccess,
  namespaceVerbs,
  type Principal,
  PULL,
  verbsOfMask,
} from '@spectacles/access-control';
import type { OwnAccess } from '@spectacles/contracts';
import { NotAllowed, NotFound } from '@spectacles/platform';
import type { Namespace, NamespaceOwner } from '../namespaces/namespace.js';
import type { User } from '../users/user.js';

/** Somebody who changes something: whoever may do less than their user never gets as far. */
export function principalOfUser(user: User): Principal {
  return { kind: 'user', userId: user.id };
}

/** What a caller may do in a namespace, and the sentence that says where that comes from. */
export function ownAccess(policy: CompiledPolicy, principal: Principal, namespace: Namespace): OwnAccess {
  const requested = { kind: 'repository', name: anyNameIn(namespace.path), verbs: ALL_VERBS } as const;
  const decision = decideAccess(policy, principal, namespace.registryId, requested);
  const weightiest = decision.because.find((reason) => reason.outcome === 'granted') ?? decision.because[0];
  return { actions: [...verbsOfMask(decision.granted)], source: weightiest?.source.text ?? '' };
}

/** Whether anybody may pull from the namespace without signing in. */
export function isPublic(policy: CompiledPolicy, namespace: Namespace): boolean {
  const registry = policy.registry(namespace.registryId);
  if (registry === null || registry.refuseAnonymous) return false;
  return (namespaceVerbs(policy, { kind: 'anonymous' }, namespace.registryId, namespace.path) & PULL) !== 0;
}

/** Whether the caller runs the namespace: its owner, its managers, whoever runs one above it, and administrators. */
export function isManager(policy: CompiledPolicy, principal: Principal, namespace: Namespace): boolean {
  return canManageNamespace(policy, principal, namespace.id);
}

/** Whoever may browse a namespace, or manages it, sees that it is there. */
export function isVisible(policy: CompiledPolicy, principal: Principal, namespace: Namespace): boolean {
  const verbs = namespaceVerbs(policy, principal, namespace.registryId, namespace.path);
  return (verbs & BROWSE) !== 0 || isManager(policy, principal, namespace);
}

/** The namespace, if the caller may know of it: what is hidden answers as what is not there. */
export function requireVisible(policy: CompiledPolicy, principal: Principal, namespace: Namespace | null): Namespace {
  if (namespace === null || !isVisible(policy, principal, namespace)) throw new NotFound();
  return namespace;
}

/** The namespace, if the caller manages it. */
export function requireManager(policy: CompiledPolicy, principal: Principal, namespace: Namespace | null): Namespace {
  const visible = requireVisible(policy, principal, namespace);
  if (!isManager(policy, principal, visible))
    throw new NotAllowed('Only the owner of the namespace, its managers and administrators may do this.');
  return visible;
}

/** The namespace, if the caller may give it away: for a group that owns it, the group's managers do. */
export function requireOwner(policy: CompiledPolicy, caller: User, namespace: Namespace | null): Namespace {
  const visible = requireVisible(policy, principalOfUser(caller), namespace);
  if (!caller.administrator && !actsAs(policy, caller, visible.owner))
    throw new NotAllowed('Only the owner of the namespace and administrators may do this.');
  return visible;
}

function actsAs(policy: CompiledPolicy, caller: User, owner: NamespaceOwner): boolean {
  if (owner.kind === 'user') return owner.id === caller.id;
  return canManageGroup(policy, principalOfUser(caller), owner.id);
}
