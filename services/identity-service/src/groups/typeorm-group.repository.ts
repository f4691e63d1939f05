import { type EntityManager, In, MoreThan } from 'typeorm';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { GroupMemberEntity } from '../memberships/membership.entity.js';
import type { NamePage } from '../users/user.repository.js';
import { GroupEntity } from './group.entity.js';
import type { Group } from './group.js';
import { GroupRepository } from './group.repository.js';

export class TypeOrmGroupRepository extends GroupRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override byId(id: string): Promise<Group | null> {
    return this.manager.findOneBy(GroupEntity, { id });
  }

  override byIds(ids: readonly string[]): Promise<Group[]> {
    return this.manager.findBy(GroupEntity, { id: In(ids) });
  }

  override async save(group: Group): Promise<void> {
    await this.manager.save(GroupEntity, group);
  }

  override async remove(id: string): Promise<void> {
    await this.manager.delete(GroupEntity, { id });
  }

  override page({ after, limit, search }: NamePage, memberId: string | null): Promise<Group[]> {
    const query = this.manager.createQueryBuilder(GroupEntity, 'grp').orderBy('grp.name').limit(limit);
    if (memberId !== null) {
      const own = 'member.placeId = grp.id AND member.userId = :memberId';
      query.innerJoin(GroupMemberEntity, 'member', own, { memberId });
    }
    if (after !== null) query.andWhere('grp.name > :after', { after });
    if (search !== null)
      query.andWhere(`grp.name LIKE LOWER(:pattern) ESCAPE '${LIKE_ESCAPE}'`, { pattern: likePattern(search) });
    return query.getMany();
  }

  override pageById(after: string, limit: number): Promise<Group[]> {
    return this.manager.find(GroupEntity, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }
}
