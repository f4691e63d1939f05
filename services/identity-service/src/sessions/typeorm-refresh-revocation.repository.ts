import { type EntityManager, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { RefreshCutoffEntity, RefreshRevocationEntity } from './refresh-revocation.entity.js';
import type { RefreshRevocation } from './refresh-revocation.js';
import { RefreshRevocationRepository } from './refresh-revocation.repository.js';

export class TypeOrmRefreshRevocationRepository extends RefreshRevocationRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async add(revocation: RefreshRevocation): Promise<void> {
    await this.manager.insert(RefreshRevocationEntity, revocation);
  }

  override async revokedOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.manager.findBy(RefreshRevocationEntity, { id: In(ids) });
    return new Set(rows.map(({ id }) => id));
  }

  override expired(before: Date, limit: number): Promise<RefreshRevocation[]> {
    const where = { expiresAt: LessThanOrEqual(before) };
    return this.manager.find(RefreshRevocationEntity, { where, order: { expiresAt: 'ASC' }, take: limit });
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    await this.manager.delete(RefreshRevocationEntity, { id: In(ids) });
  }

  override async cutOff(userId: string, at: Date): Promise<void> {
    await this.manager.save(RefreshCutoffEntity, { userId, at });
  }

  override async cutOffAt(userId: string): Promise<Date | null> {
    return (await this.manager.findOneBy(RefreshCutoffEntity, { userId }))?.at ?? null;
  }

  override async removeCutOffs(before: Date): Promise<void> {
    await this.manager.delete(RefreshCutoffEntity, { at: LessThanOrEqual(before) });
  }

  override pageById(after: string, limit: number): Promise<RefreshRevocation[]> {
    const where = { id: MoreThan(after) };
    return this.manager.find(RefreshRevocationEntity, { where, order: { id: 'ASC' }, take: limit });
  }
}
