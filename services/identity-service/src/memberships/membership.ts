import type { MemberRole, MemberView } from '@spectacles/contracts';
import { toUserReference, type User } from '../users/user.js';

/** Somebody's place in a group or a namespace; managers are members who may change who else is. */
export interface Membership {
  readonly id: string;
  /** The group or the namespace. */
  readonly placeId: string;
  readonly userId: string;
  role: MemberRole;
  readonly createdAt: Date;
}

/** A membership with whose it is. */
export interface Member {
  readonly membership: Membership;
  readonly user: User;
}

/** A member as the others see one. */
export function toMemberView({ membership, user }: Member): MemberView {
  return { user: toUserReference(user), role: membership.role, since: membership.createdAt.toISOString() };
}
