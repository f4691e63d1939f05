import { SigningKeyState } from '@spectacles/contracts';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { SigningKeyEntity } from './signing-key.entity.js';
import { SigningKeyRepository } from './signing-key.repository.js';

export class TypeOrmSigningKeyRepository extends SigningKeyRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async save(key: SigningKeyState): Promise<void> {
    const { id, registryId } = key;
    await this.manager.save(SigningKeyEntity, { id, registryId, state: JSON.stringify(key) });
  }

  override async idsOfRegistry(registryId: string): Promise<string[]> {
    return (await this.manager.find(SigningKeyEntity, { where: { registryId }, select: { id: true } })).map(
      ({ id }) => id,
    );
  }

  override async removeAll(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.manager.delete(SigningKeyEntity, { id: In(ids) });
  }

  override async pageById(after: string, limit: number): Promise<SigningKeyState[]> {
    const where = { id: MoreThan(after) };
    const rows = await this.manager.find(SigningKeyEntity, { where, order: { id: 'ASC' }, take: limit });
    return rows.map(({ state }) => SigningKeyState.parse(JSON.parse(state)));
  }
}
