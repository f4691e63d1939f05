import { conditionOf, type NameScope } from '../access/visible-names.js';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { ALWAYS, type SqlCondition } from '../database/sql.js';
import {
  placeOf,
  RepositoryRepository,
  type Repository,
  type RepositoryPageRequest,
  type RepositorySort,
} from './repository.repository.js';

interface Row {
  readonly id: string;
  readonly registry_id: string;
  readonly name: string;
  readonly tag_count: number;
  readonly size_bytes: string | number;
  readonly pushed_at: string | number;
  readonly last_seen_at: string | number;
}

const COLUMNS = 'id, registry_id, name, tag_count, size_bytes, pushed_at, last_seen_at';

export class TypeOrmRepositoryRepository extends RepositoryRepository {
  constructor(private readonly database: CatalogDatabase) {
    super();
  }

  override async find(id: string): Promise<Repository | null> {
    const [row] = await this.database.read<Row>(`SELECT ${COLUMNS} FROM repositories WHERE id = ? AND removed = 0`, [
      id,
    ]);
    return row === undefined ? null : toRepository(row);
  }

  /** The first rows of all scopes are among the first rows of each. */
  override async page(request: RepositoryPageRequest): Promise<readonly Repository[]> {
    const found: Repository[] = [];
    for (const scope of request.scopes) found.push(...(await this.pageOf(scope, request)));
    return found.sort(orderOf(request.sort)).slice(0, request.limit);
  }

  private async pageOf(scope: NameScope, request: RepositoryPageRequest): Promise<readonly Repository[]> {
    const conditions = [conditionOf(scope), partCondition(request), afterCondition(scope, request)];
    const order = request.sort === 'name' ? 'name' : 'pushed_at DESC, id';
    const rows = await this.database.read<Row>(
      `SELECT ${COLUMNS} FROM repositories WHERE removed = 0 AND ${conditions.map(({ sql }) => sql).join(' AND ')}
        ORDER BY ${order} LIMIT ?`,
      [...conditions.flatMap(({ values }) => values), request.limit],
    );
    return rows.map(toRepository);
  }
}

/** Names are lower case, so the part is, too. */
function partCondition({ part }: RepositoryPageRequest): SqlCondition {
  return part === undefined || part === '' ? ALWAYS : { sql: 'INSTR(name, ?) > 0', values: [part.toLowerCase()] };
}

function afterCondition(scope: NameScope, { after, sort }: RepositoryPageRequest): SqlCondition {
  if (after === null) return ALWAYS;
  if (sort === 'name')
    return scope.registryId > after.tie
      ? { sql: 'name >= ?', values: [after.key] }
      : { sql: 'name > ?', values: [after.key] };
  return { sql: '(pushed_at < ? OR (pushed_at = ? AND id > ?))', values: [after.key, after.key, after.tie] };
}

function orderOf(sort: RepositorySort): (first: Repository, second: Repository) => number {
  const direction = sort === 'name' ? 1 : -1;
  return (first, second) => {
    const [one, other] = [placeOf(first, sort), placeOf(second, sort)];
    return direction * compare(one.key, other.key) || compare(one.tie, other.tie);
  };
}

function compare(first: string | number, second: string | number): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

function toRepository(row: Row): Repository {
  const pushedAt = Number(row.pushed_at);
  return {
    id: row.id,
    registryId: row.registry_id,
    name: row.name,
    tagCount: row.tag_count,
    sizeBytes: Number(row.size_bytes),
    pushedAt: pushedAt === 0 ? null : new Date(pushedAt),
    lastSeenAt: new Date(Number(row.last_seen_at)),
  };
}
