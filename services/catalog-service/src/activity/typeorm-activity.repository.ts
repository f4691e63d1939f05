import type { ActivityEntry, ActivityView, LogCursor } from '@spectacles/contracts';
import type { EntityManager } from 'typeorm';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { insertRows } from '../database/insert-rows.js';
import type { RecordPageRequest } from '../decisions/decision.repository.js';
import { newestRows } from '../lists/record-page.js';
import { ActivityRepository } from './activity.repository.js';

const LOG = 'activity';

interface Row {
  readonly id: string;
  readonly at: string | number;
  readonly view: string;
}

export class TypeOrmActivityRepository extends ActivityRepository {
  constructor(private readonly database: CatalogDatabase) {
    super();
  }

  override async cursor(): Promise<LogCursor | null> {
    const [row] = await this.database.read<{ n: string | number; id: string }>(
      'SELECT n, id FROM log_cursors WHERE log = ?',
      [LOG],
    );
    return row === undefined ? null : { n: Number(row.n), id: row.id };
  }

  override take(entries: readonly ActivityEntry[], cursor: LogCursor): Promise<void> {
    return this.database.transactions.run(async (manager) => {
      await insertEntries(manager, entries);
      await insertRows(manager, {
        table: 'log_cursors',
        columns: ['log', 'n', 'id'],
        keys: ['log'],
        update: ['n', 'id'],
        rows: [[LOG, cursor.n, cursor.id]],
      });
    });
  }

  override add(entries: readonly ActivityEntry[]): Promise<void> {
    return this.database.transactions.run((manager) => insertEntries(manager, entries));
  }

  override async page(request: RecordPageRequest): Promise<readonly ActivityView[]> {
    const rows = await newestRows<Row>(this.database, 'activity', request);
    return rows.map(({ view }) => JSON.parse(view) as ActivityView);
  }
}

const ENTRY_COLUMNS = ['id', 'at', 'actor_id', 'action', 'object_id', 'registry_id', 'namespace_id', 'address'];

function insertEntries(manager: EntityManager, entries: readonly ActivityEntry[]): Promise<void> {
  return insertRows(manager, {
    table: 'activity',
    columns: [...ENTRY_COLUMNS, 'names', 'view'],
    keys: ['id'],
    update: [],
    rows: entries.map(valuesOf),
  });
}

function valuesOf({ kind: _kind, ...view }: ActivityEntry) {
  const { id, at, actor, action, object, registryId, namespaceId, address } = view;
  const names = `${object.name}\n${actor.name}`.toLowerCase();
  const own = [id, Date.parse(at), actor.id, action, object.id, registryId, namespaceId, address];
  return [...own, names, JSON.stringify(view)];
}
