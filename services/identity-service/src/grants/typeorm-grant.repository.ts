import type { GrantPrincipal } from '@spectacles/contracts';
import { type EntityManager, type FindOptionsWhere, In, IsNull, MoreThan } from 'typeorm';
import { GrantEntity } from './grant.entity.js';
import type { Grant, GrantPlace } from './grant.js';
import { GrantRepository } from './grant.repository.js';

const USER = 'user:';

export class TypeOrmGrantRepository extends GrantRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async byId(id: string): Promise<Grant | null> {
    const row = await this.manager.findOneBy(GrantEntity, { id });
    return row === null ? null : toGrant(row);
  }

  override async at(place: GrantPlace, principal: GrantPrincipal): Promise<Grant | null> {
    const where = { place: placeKey(place), principal: principalKey(principal) };
    const row = await this.manager.findOneBy(GrantEntity, where);
    return row === null ? null : toGrant(row);
  }

  override async save(grant: Grant): Promise<void> {
    const { principal, right, ...rest } = grant;
    const row = { ...rest, place: placeKey(grant), principal: principalKey(principal), granted: right };
    await this.manager.save(GrantEntity, row);
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += 500)
      await this.manager.delete(GrantEntity, { id: In(ids.slice(start, start + 500)) });
  }

  override async page(place: GrantPlace, after: string, limit: number): Promise<Grant[]> {
    const where = { place: placeKey(place), id: MoreThan(after) };
    return (await this.manager.find(GrantEntity, { where, order: { id: 'ASC' }, take: limit })).map(toGrant);
  }

  override async pageById(after: string, limit: number): Promise<Grant[]> {
    const where = { id: MoreThan(after) };
    return (await this.manager.find(GrantEntity, { where, order: { id: 'ASC' }, take: limit })).map(toGrant);
  }

  override idsOfUser(userId: string): Promise<string[]> {
    return this.ids({ principal: USER + userId });
  }

  override idsOfNamespace(namespaceId: string): Promise<string[]> {
    return this.ids({ namespaceId });
  }

  override idsOfDefaults(registryId: string): Promise<string[]> {
    return this.ids({ registryId, namespaceId: IsNull() });
  }

  private async ids(where: FindOptionsWhere<GrantEntity>): Promise<string[]> {
    return (await this.manager.find(GrantEntity, { where, select: { id: true } })).map(({ id }) => id);
  }
}

function placeKey(place: GrantPlace): string {
  return place.namespaceId ?? place.registryId;
}

function principalKey(principal: GrantPrincipal): string {
  return principal.kind === 'user' ? USER + principal.id : principal.kind;
}

function toPrincipal(key: string): GrantPrincipal {
  if (key === 'everyone' || key === 'anonymous') return { kind: key };
  if (!key.startsWith(USER)) throw new Error(`A grant names a principal of an unknown kind: ${key}`);
  return { kind: 'user', id: key.slice(USER.length) };
}

function toGrant(row: GrantEntity): Grant {
  return {
    id: row.id,
    registryId: row.registryId,
    namespaceId: row.namespaceId,
    principal: toPrincipal(row.principal),
    right: row.granted,
    createdAt: row.createdAt,
    version: row.version,
  };
}
