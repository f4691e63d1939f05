import type { MemberRole } from '@spectacles/contracts';
import { type Clock, newId } from '@spectacles/platform';
import type { UserRepository } from '../users/user.repository.js';
import type { Member, Membership } from './membership.js';
import type { MembershipRepository } from './membership.repository.js';
import { UserNotFound } from './memberships.errors.js';

/** What came of a wish to have somebody in a place. */
export interface PutMember {
  readonly member: Member;
  readonly before: MemberRole | null;
  readonly changed: boolean;
}

/** Takes somebody in, or gives a member another role. */
export async function putMember(
  users: UserRepository,
  members: MembershipRepository,
  { wanted, clock }: { wanted: Pick<Membership, 'placeId' | 'userId' | 'role'>; clock: Clock },
): Promise<PutMember> {
  const user = await users.byId(wanted.userId);
  if (user === null) throw new UserNotFound();
  const known = await members.of(wanted.placeId, wanted.userId);
  const before = known?.role ?? null;
  const membership = { ...(known ?? { id: newId(clock), createdAt: clock.now() }), ...wanted };
  const changed = before !== wanted.role;
  if (changed) await members.save(membership);
  return { member: { membership, user }, before, changed };
}
