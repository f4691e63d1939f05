import { Brackets, type EntityManager, MoreThan } from 'typeorm';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { NamespaceEntity } from './namespace.entity.js';
import type { Namespace } from './namespace.js';
import { type NamespacePage, NamespaceRepository } from './namespace.repository.js';

export class TypeOrmNamespaceRepository extends NamespaceRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override byId(id: string): Promise<Namespace | null> {
    return this.manager.findOneBy(NamespaceEntity, { id });
  }

  override byPath(registryId: string, path: string): Promise<Namespace | null> {
    return this.manager.findOneBy(NamespaceEntity, { registryId, path });
  }

  override async save(namespace: Namespace): Promise<void> {
    await this.manager.save(NamespaceEntity, namespace);
  }

  override async remove(id: string): Promise<void> {
    await this.manager.delete(NamespaceEntity, { id });
  }

  override page({ after, limit, search, registryId }: NamespacePage): Promise<Namespace[]> {
    const query = this.manager
      .createQueryBuilder(NamespaceEntity, 'namespace')
      .orderBy('namespace.path')
      .addOrderBy('namespace.id')
      .take(limit);
    if (after !== null)
      query.andWhere(
        new Brackets((either) => {
          either.where('namespace.path > :path', after).orWhere('namespace.path = :path AND namespace.id > :id', after);
        }),
      );
    if (registryId !== null) query.andWhere('namespace.registryId = :registryId', { registryId });
    if (search !== null)
      query.andWhere(`namespace.path LIKE LOWER(:pattern) ESCAPE '${LIKE_ESCAPE}'`, { pattern: likePattern(search) });
    return query.getMany();
  }

  override pageById(after: string, limit: number): Promise<Namespace[]> {
    return this.manager.find(NamespaceEntity, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }

  override ownedBy(userId: string, limit: number): Promise<Namespace[]> {
    return this.manager.find(NamespaceEntity, { where: { ownerId: userId }, order: { path: 'ASC' }, take: limit });
  }

  override existsIn(registryId: string): Promise<boolean> {
    return this.manager.existsBy(NamespaceEntity, { registryId });
  }
}
