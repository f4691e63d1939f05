import { canManageGroup, managesAnyNamespace, type CompiledPolicy } from '@spectacles/access-control';
import type { User } from '../users/user.js';
import { principalOfUser } from './namespace-access.js';

/** Whether there is a namespace that the user runs. */
export function managesSomeNamespace(policy: CompiledPolicy, user: User): boolean {
  return user.administrator || managesAnyNamespace(policy, principalOfUser(user));
}

/** Whoever runs a namespace, or a group, looks for people and groups by name. */
export function mayGiveRights(policy: CompiledPolicy, user: User): boolean {
  const principal = principalOfUser(user);
  if (policy.groupsOf(user.id).some(({ id }) => canManageGroup(policy, principal, id))) return true;
  return managesSomeNamespace(policy, user);
}
