import type { CompiledPolicy } from './compiled-policy.js';
import { rightOfMask, type Right } from './right.js';
import { settle, verbsOfSettlement, type Principal } from './settlement.js';

/** What the caller may do to a repository directly in the namespace path, unless something nearer says otherwise. */
export function namespaceRight(policy: CompiledPolicy, principal: Principal, registryId: string, path: string): Right {
  return rightOfMask(verbsOfSettlement(settle(policy, principal, registryId, path)));
}

/** Whether the caller may change a namespace and who has which right in it: its owner, or an administrator. */
export function canManageNamespace(policy: CompiledPolicy, principal: Principal, namespaceId: string): boolean {
  if (principal.kind === 'anonymous') return false;
  const namespace = policy.namespace(namespaceId);
  const user = policy.user(principal.userId);
  if (namespace === null || user?.status !== 'active') return false;
  return user.administrator || (namespace.owner.kind === 'user' && namespace.owner.id === user.id);
}
