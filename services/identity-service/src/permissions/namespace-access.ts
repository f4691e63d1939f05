import { ALL_VERBS, type CompiledPolicy, decideAccess, namespaceRight, verbsOfMask } from '@spectacles/access-control';
import type { OwnAccess } from '@spectacles/contracts';
import { NotAllowed, NotFound } from '@spectacles/platform';
import type { Namespace } from '../namespaces/namespace.js';
import type { User } from '../users/user.js';

/** What a caller may do in a namespace, and the sentence that says where that comes from. */
export function ownAccess(policy: CompiledPolicy, user: User, namespace: Namespace): OwnAccess {
  // Any name directly in the namespace: which one does not matter as long as no entry speaks of single repositories.
  const name = namespace.path === '' ? 'any' : `${namespace.path}/any`;
  const requested = { kind: 'repository', name, verbs: ALL_VERBS } as const;
  const decision = decideAccess(policy, { kind: 'user', userId: user.id }, namespace.registryId, requested);
  const weightiest = decision.because.find((reason) => reason.outcome === 'granted') ?? decision.because[0];
  return { actions: [...verbsOfMask(decision.granted)], source: weightiest?.source.text ?? '' };
}

/** Whether anybody may pull from the namespace without signing in. */
export function isPublic(policy: CompiledPolicy, namespace: Namespace): boolean {
  const registry = policy.registry(namespace.registryId);
  if (registry === null || registry.refuseAnonymous) return false;
  return namespaceRight(policy, { kind: 'anonymous' }, namespace.registryId, namespace.path) !== 'NONE';
}

/** Administrators and the owner change a namespace and the rights in it. */
export function isManager(user: User, namespace: Namespace): boolean {
  return user.administrator || namespace.ownerId === user.id;
}

/** Whoever may pull from a namespace, or manages it, sees that it is there. */
export function isVisible(policy: CompiledPolicy, user: User, namespace: Namespace): boolean {
  if (isManager(user, namespace)) return true;
  const principal = { kind: 'user', userId: user.id } as const;
  return namespaceRight(policy, principal, namespace.registryId, namespace.path) !== 'NONE';
}

/** The namespace, if the caller may know of it: what is hidden answers as what is not there. */
export function requireVisible(policy: CompiledPolicy, user: User, namespace: Namespace | null): Namespace {
  if (namespace === null || !isVisible(policy, user, namespace)) throw new NotFound();
  return namespace;
}

/** The namespace, if the caller manages it. */
export function requireManager(policy: CompiledPolicy, user: User, namespace: Namespace | null): Namespace {
  const visible = requireVisible(policy, user, namespace);
  if (!isManager(user, visible))
    throw new NotAllowed('Only the owner of the namespace and administrators may do this.');
  return visible;
}
