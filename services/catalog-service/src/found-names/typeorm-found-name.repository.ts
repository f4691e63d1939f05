import type { CatalogDatabase } from '../database/catalog-database.js';
import { FoundNameRepository, type TopName } from './found-name.repository.js';

export class TypeOrmFoundNameRepository extends FoundNameRepository {
  constructor(private readonly database: CatalogDatabase) {
    super();
  }

  override async topNames(registryId: string, after: string | null, limit: number): Promise<readonly TopName[]> {
    const rows = await this.database.read<{ top: string; count: string | number }>(
      `SELECT top, COUNT(*) AS count FROM repositories
        WHERE registry_id = ? AND removed = 0 AND ${after === null ? 'top >= ?' : 'top > ?'}
        GROUP BY top ORDER BY top LIMIT ?`,
      [registryId, after ?? '', limit],
    );
    return rows.map((row) => ({ path: row.top, repositoryCount: Number(row.count) }));
  }

  override async countBelow(registryId: string, path: string): Promise<number> {
    const [row] = await this.database.read<{ count: string | number }>(
      'SELECT COUNT(*) AS count FROM repositories WHERE registry_id = ? AND removed = 0 AND name >= ? AND name < ?',
      [registryId, `${path}/`, `${path}0`],
    );
    return Number(row?.count ?? 0);
  }
}
