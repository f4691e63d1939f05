import { EntryVerb, type GrantPrincipal } from '@spectacles/contracts';
import { type EntityManager, type FindOptionsWhere, In, IsNull, MoreThan } from 'typeorm';
import { GrantEntity } from './grant.entity.js';
import type { Grant, GrantPlace, NamedPrincipal } from './grant.js';
import { GrantRepository } from './grant.repository.js';

/** What the column of patterns says where there is none. */
const WHOLE_PLACE = '';

export class TypeOrmGrantRepository extends GrantRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async byId(id: string): Promise<Grant | null> {
    const row = await this.manager.findOneBy(GrantEntity, { id });
    return row === null ? null : toGrant(row);
  }

  override async at(place: GrantPlace, principal: GrantPrincipal, pattern: string | null): Promise<Grant | null> {
    const where = { place: placeKey(place), principal: principalKey(principal), pattern: pattern ?? WHOLE_PLACE };
    const row = await this.manager.findOneBy(GrantEntity, where);
    return row === null ? null : toGrant(row);
  }

  override async save(grant: Grant): Promise<void> {
    const { principal, right, verbs, pattern, ...rest } = grant;
    await this.manager.save(GrantEntity, {
      ...rest,
      place: placeKey(grant),
      principal: principalKey(principal),
      granted: right,
      verbs: verbs === null ? null : verbs.join(','),
      pattern: pattern ?? WHOLE_PLACE,
    });
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

  override idsNaming(principal: NamedPrincipal): Promise<string[]> {
    return this.ids({ principal: principalKey(principal) });
  }

  override idsOfNamespace(namespaceId: string): Promise<string[]> {
    return this.ids({ namespaceId });
  }

  override async ofPlaces(places: readonly string[]): Promise<Grant[]> {
    return (await this.manager.find(GrantEntity, { where: { place: In(places) }, order: { id: 'ASC' } })).map(toGrant);
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
  return 'id' in principal ? `${principal.kind}:${principal.id}` : principal.kind;
}

function toPrincipal(key: string): GrantPrincipal {
  const colon = key.indexOf(':');
  const kind = colon === -1 ? key : key.slice(0, colon);
  if (colon === -1 && (kind === 'members' || kind === 'everyone' || kind === 'anonymous')) return { kind };
  if (colon !== -1 && (kind === 'user' || kind === 'group' || kind === 'robot'))
    return { kind, id: key.slice(colon + 1) };
  throw new Error(`A grant names a principal of an unknown kind: ${key}`);
}

function toGrant(row: GrantEntity): Grant {
  return {
    id: row.id,
    registryId: row.registryId,
    namespaceId: row.namespaceId,
    principal: toPrincipal(row.principal),
    right: row.granted,
    verbs: row.verbs === null ? null : toVerbs(row.verbs),
    pattern: row.pattern === WHOLE_PLACE ? null : row.pattern,
    createdAt: row.createdAt,
    version: row.version,
  };
}

function toVerbs(text: string): EntryVerb[] {
  return text === '' ? [] : text.split(',').map((verb) => EntryVerb.parse(verb));
}
