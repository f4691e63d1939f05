import { Between, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import type { EndSpan } from '../credentials/credential.repository.js';
import { jsonColumns } from '../credentials/json-columns.js';
import { LIKE_ESCAPE, likePattern } from '../lists/like.js';
import { RobotEntity } from './robot.entity.js';
import type { Robot } from './robot.js';
import { type RobotPage, RobotRepository } from './robot.repository.js';

/** SQLite takes 32,766 values in a statement. */
const IDS_PER_STATEMENT = 500;

export class TypeOrmRobotRepository extends RobotRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async byId(id: string): Promise<Robot | null> {
    const row = await this.manager.findOneBy(RobotEntity, { id });
    return row === null ? null : toRobot(row);
  }

  override async byIds(ids: readonly string[]): Promise<Robot[]> {
    const robots: Robot[] = [];
    for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
      const some = In(ids.slice(start, start + IDS_PER_STATEMENT));
      robots.push(...(await this.manager.findBy(RobotEntity, { id: some })).map(toRobot));
    }
    return robots;
  }

  override async save({ scopes, addressRanges, ...rest }: Robot): Promise<void> {
    await this.manager.save(RobotEntity, {
      ...rest,
      scopes: scopes === null ? null : jsonColumns.write(scopes),
      addressRanges: jsonColumns.write(addressRanges),
    });
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT)
      await this.manager.delete(RobotEntity, { id: In(ids.slice(start, start + IDS_PER_STATEMENT)) });
  }

  override async page({ after, limit, search, namespaceId }: RobotPage): Promise<Robot[]> {
    const query = this.manager.createQueryBuilder(RobotEntity, 'robot').orderBy('robot.login').take(limit);
    if (after !== null) query.andWhere('robot.login > :after', { after });
    if (namespaceId !== null) query.andWhere('robot.namespaceId = :namespaceId', { namespaceId });
    if (search !== null) {
      const pattern = likePattern(search);
      query.andWhere(`robot.login LIKE LOWER(:pattern) ESCAPE '${LIKE_ESCAPE}'`, { pattern });
    }
    return (await query.getMany()).map(toRobot);
  }

  override async ofNamespace(namespaceId: string): Promise<Robot[]> {
    return (await this.manager.findBy(RobotEntity, { namespaceId })).map(toRobot);
  }

  override async ofInstallation(): Promise<Robot[]> {
    return (await this.manager.findBy(RobotEntity, { namespaceId: IsNull() })).map(toRobot);
  }

  override async ending({ from, until }: EndSpan): Promise<Robot[]> {
    const where = { expiresAt: Between(from, until) };
    return (await this.manager.find(RobotEntity, { where, order: { expiresAt: 'ASC' } })).map(toRobot);
  }

  override async pageById(after: string, limit: number): Promise<Robot[]> {
    const where = { id: MoreThan(after) };
    return (await this.manager.find(RobotEntity, { where, order: { id: 'ASC' }, take: limit })).map(toRobot);
  }
}

function toRobot({ scopes, addressRanges, ...row }: RobotEntity): Robot {
  return { ...row, scopes: jsonColumns.scopes(scopes), addressRanges: jsonColumns.texts(addressRanges) };
}
