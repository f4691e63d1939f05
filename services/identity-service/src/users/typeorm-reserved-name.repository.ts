import type { EntityManager } from 'typeorm';
import { ReservedNameEntity } from './reserved-name.entity.js';
import { type ReservedKind, ReservedNameRepository } from './user.repository.js';

export class TypeOrmReservedNameRepository extends ReservedNameRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override has(kind: ReservedKind, name: string): Promise<boolean> {
    return this.manager.existsBy(ReservedNameEntity, { kind, name });
  }

  override any(kind: ReservedKind): Promise<boolean> {
    return this.manager.existsBy(ReservedNameEntity, { kind });
  }

  override async add(kind: ReservedKind, name: string, at: Date): Promise<void> {
    await this.manager.insert(ReservedNameEntity, { kind, name, reservedAt: at });
  }
}
