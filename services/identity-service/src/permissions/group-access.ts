import type { MemberRole } from '@spectacles/contracts';
import { NotAllowed, NotFound } from '@spectacles/platform';
import type { Group } from '../groups/group.js';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';

/** A group, and the caller's own place in it. */
export interface GroupPlace {
  readonly group: Group;
  readonly ownRole: MemberRole | null;
}

type Rows = Pick<Repositories, 'groups' | 'groupMembers'>;

/** The group, if the caller may know of it: members and administrators do. */
export async function requireGroup(rows: Rows, caller: User, groupId: string): Promise<GroupPlace> {
  const group = await rows.groups.byId(groupId);
  const own = group === null ? null : await rows.groupMembers.of(groupId, caller.id);
  if (group === null || (own === null && !caller.administrator)) throw new NotFound();
  return { group, ownRole: own?.role ?? null };
}

/** Whether the caller may say who is in a group. */
export function managesGroup(caller: User, ownRole: MemberRole | null): boolean {
  return caller.administrator || ownRole === 'manager';
}

/** The group, if the caller may say who is in it. */
export async function requireGroupManager(rows: Rows, caller: User, groupId: string): Promise<GroupPlace> {
  const place = await requireGroup(rows, caller, groupId);
  if (!managesGroup(caller, place.ownRole))
    throw new NotAllowed('Only managers of the group and administrators may do this.');
  return place;
}
