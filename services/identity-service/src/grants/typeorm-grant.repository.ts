import { EntryVerb, type GrantPrincipal } from '@spectacles/contracts';
import { type EntityManager, type FindOptionsWhere, In, IsNull, MoreThan, type SelectQueryBuilder } from 'typeorm';
import { GroupEntity } from '../groups/group.entity.js';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { RobotEntity } from '../robots/robot.entity.js';
import { UserEntity } from '../users/user.entity.js';
import { GrantEntity } from './grant.entity.js';
import type { Grant, GrantPlace, NamedPrincipal } from './grant.js';
import { type GrantPage, GrantRepository } from './grant.repository.js';

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

  override async page(place: GrantPlace, { after, limit, search }: GrantPage): Promise<Grant[]> {
    const query = this.manager
      .createQueryBuilder(GrantEntity, 'entry')
      .where('entry.place = :place AND entry.id > :after', { place: placeKey(place), after })
      .orderBy('entry.id')
      .limit(limit);
    if (search !== null) matching(query, search);
    return (await query.getMany()).map(toGrant);
  }

  override async pageById(after: string, limit: number): Promise<Grant[]> {
    const where = { id: MoreThan(after) };
    return (await this.manager.find(GrantEntity, { where, order: { id: 'ASC' }, take: limit })).map(toGrant);
  }

  override idsNaming(principal: NamedPrincipal): Promise<string[]> {
    return this.ids({ principal: principalKey(principal) });
  }

  override async naming(principals: readonly NamedPrincipal[]): Promise<Grant[]> {
    const where = { principal: In(principals.map(principalKey)) };
    return (await this.manager.find(GrantEntity, { where, order: { id: 'ASC' } })).map(toGrant);
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

/** Whom an entry names is looked up by its id: of those alone who have an entry in the place. */
function matching(query: SelectQueryBuilder<GrantEntity>, search: string): void {
  const id = "SUBSTR(entry.principal, INSTR(entry.principal, ':') + 1)";
  const like = (text: string) => `LOWER(${text}) LIKE LOWER(:part) ESCAPE '${LIKE_ESCAPE}'`;
  const named = ['user.username', 'user.displayName', 'grp.name', 'robot.login', 'entry.pattern'].map(like);
  query
    .leftJoin(UserEntity, 'user', `user.id = ${id}`)
    .leftJoin(GroupEntity, 'grp', `grp.id = ${id}`)
    .leftJoin(RobotEntity, 'robot', `robot.id = ${id}`)
    .andWhere(`(${named.join(' OR ')} OR (entry.principal NOT LIKE '%:%' AND ${like('entry.principal')}))`, {
      part: likePattern(search),
    });
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
