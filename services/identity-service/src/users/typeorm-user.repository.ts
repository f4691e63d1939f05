import { Brackets, type EntityManager, In, MoreThan } from 'typeorm';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { UserEntity } from './user.entity.js';
import type { User } from './user.js';
import { type NamePage, UserRepository } from './user.repository.js';

export class TypeOrmUserRepository extends UserRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override byId(id: string): Promise<User | null> {
    return this.manager.findOneBy(UserEntity, { id });
  }

  override byIds(ids: readonly string[]): Promise<User[]> {
    return this.manager.findBy(UserEntity, { id: In(ids) });
  }

  override async byUsername(username: string): Promise<User | null> {
    const user = await this.manager.findOneBy(UserEntity, { username });
    // MySQL compares with trailing spaces cut off.
    return user?.username === username ? user : null;
  }

  override async save(user: User): Promise<void> {
    await this.manager.save(UserEntity, user);
  }

  override async remove(id: string): Promise<void> {
    await this.manager.delete(UserEntity, { id });
  }

  override countActiveAdministrators(): Promise<number> {
    return this.manager.countBy(UserEntity, { administrator: true, status: 'active' });
  }

  override page({ after, limit, search }: NamePage): Promise<User[]> {
    const query = this.manager.createQueryBuilder(UserEntity, 'user').orderBy('user.username').take(limit);
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
    return query.getMany();
  }

  override pageById(after: string, limit: number): Promise<User[]> {
    return this.manager.find(UserEntity, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }

  override async replaceHash(id: string, before: string, after: string): Promise<void> {
    await this.manager.update(UserEntity, { id, passwordHash: before }, { passwordHash: after });
  }

  override async noteSeen(id: string, at: Date): Promise<void> {
    await this.manager.update(UserEntity, { id }, { lastSeenAt: at });
  }
}
