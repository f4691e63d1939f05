import type { EntityManager } from 'typeorm';
import { ReplicaEntity } from './replica.entity.js';
import type { Replica } from './replica.js';
import { ReplicaRepository } from './replica.repository.js';

export class TypeOrmReplicaRepository extends ReplicaRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async all(): Promise<Replica[]> {
    // Its age was that of its last word: what has passed since is added where it is asked for.
    return (await this.manager.find(ReplicaEntity)).map((row) => Object.assign(row, { ageSeconds: 0 }));
  }

  override async save({ ageSeconds: _age, ...row }: Replica): Promise<void> {
    await this.manager.upsert(ReplicaEntity, row, ['instance']);
  }

  override async remove(instance: string): Promise<void> {
    await this.manager.delete(ReplicaEntity, { instance });
  }
}
