import type { MemberRole } from '@spectacles/contracts';
import { Brackets, type EntityManager, type EntityTarget, In, MoreThan } from 'typeorm';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { UserEntity } from '../users/user.entity.js';
import type { NamePage } from '../users/user.repository.js';
import type { Member, Membership } from './membership.js';
import { MembershipRepository } from './membership.repository.js';

/** SQLite takes 32,766 values in a statement. */
const IDS_PER_STATEMENT = 500;

/** Memberships in one table: which one, the entity says. */
export class TypeOrmMembershipRepository extends MembershipRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly entity: EntityTarget<Membership>,
  ) {
    super();
  }

  override of(placeId: string, userId: string): Promise<Membership | null> {
    return this.manager.findOneBy(this.entity, { placeId, userId });
  }

  override async rolesIn(placeIds: readonly string[], userId: string): Promise<ReadonlyMap<string, MemberRole>> {
    const found = await this.manager.findBy(this.entity, { placeId: In(placeIds), userId });
    return new Map(found.map(({ placeId, role }) => [placeId, role]));
  }

  override async countsOf(placeIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (placeIds.length === 0) return new Map();
    const rows = await this.manager
      .createQueryBuilder(this.entity, 'member')
      .select('member.placeId', 'placeId')
      .addSelect('COUNT(*)', 'count')
      .where('member.placeId IN (:...placeIds)', { placeIds })
      .groupBy('member.placeId')
      .getRawMany<{ placeId: string; count: number | string }>();
    return new Map(rows.map(({ placeId, count }) => [placeId, Number(count)]));
  }

  override async save(membership: Membership): Promise<void> {
    await this.manager.save(this.entity, membership);
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT)
      await this.manager.delete(this.entity, { id: In(ids.slice(start, start + IDS_PER_STATEMENT)) });
  }

  override async idsOfPlace(placeId: string): Promise<string[]> {
    return (await this.manager.find(this.entity, { where: { placeId }, select: { id: true } })).map(({ id }) => id);
  }

  override async idsOfUser(userId: string): Promise<string[]> {
    return (await this.manager.find(this.entity, { where: { userId }, select: { id: true } })).map(({ id }) => id);
  }

  override async page(placeId: string, { after, limit, search }: NamePage): Promise<Member[]> {
    const query = this.manager
      .createQueryBuilder(this.entity, 'member')
      .innerJoinAndMapOne('member.user', UserEntity, 'user', 'user.id = member.userId')
      .where('member.placeId = :placeId', { placeId })
      .orderBy('user.username')
      .limit(limit);
    if (after !== null) query.andWhere('user.username > :after', { after });
    if (search !== null)
      query.andWhere(
        new Brackets((either) => {
          const pattern = { pattern: likePattern(search) };
          either
            .where(`user.username LIKE LOWER(:pattern) ESCAPE '${LIKE_ESCAPE}'`, pattern)
            .orWhere(`LOWER(user.displayName) LIKE LOWER(:pattern) ESCAPE '${LIKE_ESCAPE}'`, pattern);
        }),
      );
    const rows = (await query.getMany()) as (Membership & { readonly user: UserEntity })[];
    return rows.map(({ user, ...membership }) => ({ membership, user }));
  }

  override pageOfUser(userId: string, afterPlaceId: string, limit: number): Promise<Membership[]> {
    const where = { userId, placeId: MoreThan(afterPlaceId) };
    return this.manager.find(this.entity, { where, order: { placeId: 'ASC' }, take: limit });
  }

  override pageById(after: string, limit: number): Promise<Membership[]> {
    return this.manager.find(this.entity, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }
}
