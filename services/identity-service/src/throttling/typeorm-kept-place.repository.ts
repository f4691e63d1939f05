import { type EntityManager, In, LessThan, MoreThanOrEqual } from 'typeorm';
import { KeptPlaceEntity } from './kept-place.entity.js';
import { type KeptPlace, KeptPlaceRepository } from './kept-place.js';

const THOUSANDTHS = 1000;
const PER_STATEMENT = 100;

export class TypeOrmKeptPlaceRepository extends KeptPlaceRepository {
  constructor(private readonly manager: EntityManager) {
    super();
  }

  override async save(places: readonly KeptPlace[]): Promise<void> {
    const rows = places.map((place) => ({ ...place, failures: Math.round(place.failures * THOUSANDTHS) }));
    for (let from = 0; from < rows.length; from += PER_STATEMENT)
      await this.manager.upsert(KeptPlaceEntity, rows.slice(from, from + PER_STATEMENT), ['id']);
  }

  override async since(kind: KeptPlace['kind'], at: number, limit: number): Promise<readonly KeptPlace[]> {
    const where = { kind, at: MoreThanOrEqual(at) };
    const rows = await this.manager.find(KeptPlaceEntity, { where, order: { at: 'DESC' }, take: limit });
    return rows.map(({ id, failures, at: when, until }) => ({
      id,
      kind,
      failures: failures / THOUSANDTHS,
      at: when,
      until,
    }));
  }

  override async forget(kind: KeptPlace['kind'], before: number, limit: number): Promise<number> {
    const where = { kind, at: LessThan(before) };
    const rows = await this.manager.find(KeptPlaceEntity, { where, select: { id: true }, take: limit });
    if (rows.length > 0) await this.manager.delete(KeptPlaceEntity, { ...where, id: In(rows.map(({ id }) => id)) });
    return rows.length;
  }
}
