import type { MemberRole } from '@spectacles/contracts';
import type { NamePage } from '../users/user.repository.js';
import type { Member, Membership } from './membership.js';

/** Who is in which group, or in which namespace: one table each. */
export abstract class MembershipRepository {
  abstract of(placeId: string, userId: string): Promise<Membership | null>;
  /** The user's role in those of some places that the user is in. */
  abstract rolesIn(placeIds: readonly string[], userId: string): Promise<ReadonlyMap<string, MemberRole>>;
  /** How many members each of some places has; one without any is not in the answer. */
  abstract countsOf(placeIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  abstract save(membership: Membership): Promise<void>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  abstract idsOfPlace(placeId: string): Promise<string[]>;
  abstract idsOfUser(userId: string): Promise<string[]>;
  /** Sorted by the name of the user. */
  abstract page(placeId: string, page: NamePage): Promise<Member[]>;
  /** Of one user, sorted by place. */
  abstract pageOfUser(userId: string, afterPlaceId: string, limit: number): Promise<Membership[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Membership[]>;
}
