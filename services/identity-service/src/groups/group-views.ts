import type { GroupView } from '@spectacles/contracts';
import { managesGroup } from '../permissions/group-access.js';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import type { Group } from './group.js';

/** Groups as a caller sees them: with their size, and the caller's own place. */
export async function groupViews(
  { groupMembers }: Pick<Repositories, 'groupMembers'>,
  caller: User,
  groups: readonly Group[],
): Promise<GroupView[]> {
  const ids = groups.map(({ id }) => id);
  const [counts, roles] = [await groupMembers.countsOf(ids), await groupMembers.rolesIn(ids, caller.id)];
  return groups.map((group) => {
    const ownRole = roles.get(group.id) ?? null;
    return {
      id: group.id,
      name: group.name,
      description: group.description,
      memberCount: counts.get(group.id) ?? 0,
      ownRole,
      manageable: managesGroup(caller, ownRole),
      createdAt: group.createdAt.toISOString(),
      version: group.version,
    };
  });
}
