import { type EntityManager, LessThanOrEqual } from 'typeorm';
import { CommandEntity } from './command.entity.js';
import { CommandRepository, type KeptAnswer } from './command.repository.js';

export class TypeOrmCommandRepository extends CommandRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override byId(id: string): Promise<KeptAnswer | null> {
    return this.manager.findOneBy(CommandEntity, { id });
  }

  override async add(answer: KeptAnswer): Promise<void> {
    await this.manager.insert(CommandEntity, answer);
  }

  override async removeUntil(time: Date): Promise<void> {
    await this.manager.delete(CommandEntity, { createdAt: LessThanOrEqual(time) });
  }
}
