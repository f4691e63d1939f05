import { type EntityManager, In, MoreThan } from 'typeorm';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import type { NamePage } from '../users/user.repository.js';
import { RegistryEntity } from './registry.entity.js';
import type { Registry } from './registry.js';
import { RegistryRepository } from './registry.repository.js';

export class TypeOrmRegistryRepository extends RegistryRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override byId(id: string): Promise<Registry | null> {
    return this.manager.findOneBy(RegistryEntity, { id });
  }

  override byIds(ids: readonly string[]): Promise<Registry[]> {
    return this.manager.findBy(RegistryEntity, { id: In(ids) });
  }

  override byName(name: string): Promise<Registry | null> {
    return this.manager.findOneBy(RegistryEntity, { name });
  }

  override async save(registry: Registry): Promise<void> {
    await this.manager.save(RegistryEntity, registry);
  }

  override async remove(id: string): Promise<void> {
    await this.manager.delete(RegistryEntity, { id });
  }

  override page({ after, limit, search }: NamePage): Promise<Registry[]> {
    const query = this.manager.createQueryBuilder(RegistryEntity, 'registry').orderBy('registry.name').take(limit);
    if (after !== null) query.andWhere('registry.name > :after', { after });
    if (search !== null)
      query.andWhere(`LOWER(registry.name) LIKE LOWER(:pattern) ESCAPE '${LIKE_ESCAPE}'`, {
        pattern: likePattern(search),
      });
    return query.getMany();
  }

  override pageById(after: string, limit: number): Promise<Registry[]> {
    return this.manager.find(RegistryEntity, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }
}
