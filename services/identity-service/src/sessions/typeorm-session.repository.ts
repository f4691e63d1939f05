import { type EntityManager, In, LessThan } from 'typeorm';
import { SessionEntity } from './session.entity.js';
import type { Session } from './session.js';
import { SessionRepository } from './session.repository.js';

/** Whoever signs in all day must not become somebody who cannot be disabled: SQLite takes 32,766 values in a statement. */
const IDS_PER_STATEMENT = 500;

export class TypeOrmSessionRepository extends SessionRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async add(session: Session): Promise<void> {
    await this.manager.insert(SessionEntity, session);
  }

  override bySecretHash(secretHash: string): Promise<Session | null> {
    return this.manager.findOneBy(SessionEntity, { secretHash });
  }

  override byId(id: string): Promise<Session | null> {
    return this.manager.findOneBy(SessionEntity, { id });
  }

  override page(userId: string, below: string | null, limit: number): Promise<Session[]> {
    const where = { userId, ...(below === null ? {} : { id: LessThan(below) }) };
    return this.manager.find(SessionEntity, { where, order: { id: 'DESC' }, take: limit });
  }

  override async noteSeen(id: string, at: Date): Promise<void> {
    await this.manager.update(SessionEntity, { id }, { lastSeenAt: at });
  }

  override async remove(id: string): Promise<void> {
    await this.manager.delete(SessionEntity, { id });
  }

  override async idsOfUser(userId: string): Promise<string[]> {
    const sessions = await this.manager.find(SessionEntity, { where: { userId }, select: { id: true } });
    return sessions.map(({ id }) => id);
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT)
      await this.manager.delete(SessionEntity, { id: In(ids.slice(start, start + IDS_PER_STATEMENT)) });
  }

  override async removeEnded(createdBefore: Date, seenBefore: Date): Promise<void> {
    await this.manager.delete(SessionEntity, { createdAt: LessThan(createdBefore) });
    await this.manager.delete(SessionEntity, { lastSeenAt: LessThan(seenBefore) });
  }
}
