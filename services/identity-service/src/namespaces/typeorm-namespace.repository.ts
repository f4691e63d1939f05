import { Brackets, type EntityManager, In, MoreThan } from 'typeorm';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { NamespaceEntity } from './namespace.entity.js';
import type { Namespace, NamespaceOwner } from './namespace.js';
import { type NamespacePage, NamespaceRepository, type PushPlace } from './namespace.repository.js';

export class TypeOrmNamespaceRepository extends NamespaceRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async byId(id: string): Promise<Namespace | null> {
    const row = await this.manager.findOneBy(NamespaceEntity, { id });
    return row === null ? null : toNamespace(row);
  }

  override async byIds(ids: readonly string[]): Promise<Namespace[]> {
    return (await this.manager.findBy(NamespaceEntity, { id: In(ids) })).map(toNamespace);
  }

  override async byPath(registryId: string, path: string): Promise<Namespace | null> {
    const row = await this.manager.findOneBy(NamespaceEntity, { registryId, path });
    return row === null ? null : toNamespace(row);
  }

  override async save({ owner, ...rest }: Namespace): Promise<void> {
    await this.manager.save(NamespaceEntity, { ...rest, ownerKind: owner.kind, ownerId: owner.id });
  }

  override async remove(id: string): Promise<void> {
    await this.manager.delete(NamespaceEntity, { id });
  }

  override async page({ after, limit, search, registryId }: NamespacePage): Promise<Namespace[]> {
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
    return (await query.getMany()).map(toNamespace);
  }

  override async pageById(after: string, limit: number): Promise<Namespace[]> {
    const where = { id: MoreThan(after) };
    return (await this.manager.find(NamespaceEntity, { where, order: { id: 'ASC' }, take: limit })).map(toNamespace);
  }

  override async ownedBy(owner: NamespaceOwner, limit: number): Promise<Namespace[]> {
    const where = { ownerKind: owner.kind, ownerId: owner.id };
    return (await this.manager.find(NamespaceEntity, { where, order: { path: 'ASC' }, take: limit })).map(toNamespace);
  }

  /** `0` is what follows the slash. */
  override othersBelow(
    { registryId, path }: { readonly registryId: string; readonly path: string },
    userId: string,
  ): Promise<boolean> {
    return this.manager
      .createQueryBuilder(NamespaceEntity, 'namespace')
      .where('namespace.registryId = :registryId', { registryId })
      .andWhere('namespace.path >= :from AND namespace.path < :to', { from: `${path}/`, to: `${path}0` })
      .andWhere("NOT (namespace.ownerKind = 'user' AND namespace.ownerId = :userId)", { userId })
      .getExists();
  }

  override existsIn(registryId: string): Promise<boolean> {
    return this.manager.existsBy(NamespaceEntity, { registryId });
  }

  override countPushedBy(
    { id, username }: { readonly id: string; readonly username: string },
    { registryId, prefix }: PushPlace,
  ): Promise<number> {
    const start = prefix === '' ? '' : `${prefix}/`;
    return this.manager
      .createQueryBuilder(NamespaceEntity, 'namespace')
      .where('namespace.pushedBy = :id AND namespace.registryId = :registryId', { id, registryId })
      .andWhere('SUBSTR(namespace.path, 1, :length) = :start', { length: start.length, start })
      .andWhere("INSTR(SUBSTR(namespace.path, :rest), '/') = 0", { rest: start.length + 1 })
      .andWhere('namespace.path <> :username', { username })
      .getCount();
  }
}

function toNamespace({ ownerKind, ownerId, ...row }: NamespaceEntity): Namespace {
  return { ...row, owner: { kind: ownerKind, id: ownerId } };
}
