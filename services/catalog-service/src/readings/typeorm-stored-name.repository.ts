import type { CatalogDatabase } from '../database/catalog-database.js';
import { insertRows } from '../database/insert-rows.js';
import { StoredNameRepository, type StoredBelow, type WholeReading } from './stored-name.repository.js';

interface Row {
  readonly url: string;
  readonly read_at: string | number;
  readonly unrecorded: string;
}

export class TypeOrmStoredNameRepository extends StoredNameRepository {
  constructor(private readonly database: CatalogDatabase) {
    super();
  }

  override record({ registryId, url, readAt, unrecorded }: WholeReading): Promise<void> {
    return this.database.transactions.run(async (manager) => {
      if (unrecorded === null) {
        await manager.query('DELETE FROM whole_readings WHERE registry_id = ?', [registryId]);
        return;
      }
      await insertRows(manager, {
        table: 'whole_readings',
        columns: ['registry_id', 'url', 'read_at', 'unrecorded'],
        keys: ['registry_id'],
        update: ['url', 'read_at', 'unrecorded'],
        rows: [[registryId, url, readAt.getTime(), JSON.stringify(unrecorded)]],
      });
    });
  }

  /** The reading is looked at before the names: what it brought is then there. */
  override async below(registryId: string, url: string, path: string): Promise<StoredBelow> {
    const [row] = await this.database.read<Row>(
      'SELECT url, read_at, unrecorded FROM whole_readings WHERE registry_id = ?',
      [registryId],
    );
    const reading = row?.url === url ? row : undefined;
    const unrecorded = reading === undefined ? [] : (JSON.parse(reading.unrecorded) as string[]);
    const name = (await this.recorded(registryId, path)) ?? unrecorded.find((one) => one.startsWith(`${path}/`));
    return { readAt: reading === undefined ? null : new Date(Number(reading.read_at)), name: name ?? null };
  }

  override async forgetDisconnected(isConnected: (registryId: string) => boolean): Promise<void> {
    const rows = await this.database.read<{ registry_id: string }>('SELECT registry_id FROM whole_readings', []);
    for (const { registry_id: id } of rows.filter((row) => !isConnected(row.registry_id)))
      await this.database.transactions.run((manager) =>
        manager.query('DELETE FROM whole_readings WHERE registry_id = ?', [id]),
      );
  }

  /** `0` is what follows the slash. */
  private async recorded(registryId: string, path: string): Promise<string | undefined> {
    const [row] = await this.database.read<{ name: string }>(
      'SELECT name FROM repositories WHERE registry_id = ? AND removed = 0 AND name >= ? AND name < ? LIMIT 1',
      [registryId, `${path}/`, `${path}0`],
    );
    return row?.name;
  }
}
