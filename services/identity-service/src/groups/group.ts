import type { GroupMemberState, GroupReference, GroupState } from '@spectacles/contracts';
import type { Membership } from '../memberships/membership.js';

/** People who get rights together. */
export interface Group {
  readonly id: string;
  /** Never changed, and never given to another group. */
  readonly name: string;
  description: string;
  readonly createdAt: Date;
  version: number;
}

/** What decisions need to know of a group. */
export function toGroupState({ id, name }: Group): GroupState {
  return { kind: 'group', id, name };
}

/** What decisions need to know of a place in a group. */
export function toGroupMemberState({ id, placeId, userId, role }: Membership): GroupMemberState {
  return { kind: 'group-member', id, groupId: placeId, userId, role };
}

/** A group as everybody who gives rights sees one. */
export function toGroupReference({ id, name, description }: Group): GroupReference {
  return { id, name, description };
}

/** How the activity log names a group. */
export function groupObject({ id, name }: Group): { kind: 'group'; id: string; name: string } {
  return { kind: 'group', id, name };
}
