import type { CatalogDatabase } from '../database/catalog-database.js';
import { ALWAYS, type SqlCondition } from '../database/sql.js';
import { supplementCondition } from './supplement-tag.js';
import { TagRepository, type Tag, type TagPageRequest } from './tag.repository.js';

interface Row {
  readonly name: string;
  readonly digest: string;
  readonly media_type: string;
  readonly platforms: string;
  readonly size_bytes: string | number;
  readonly created_at: string | number | null;
  readonly pushed_at: string | number;
}

const SELECT = `SELECT t.name, t.digest, i.media_type, i.platforms, i.size_bytes, i.created_at, t.pushed_at
  FROM tags t JOIN images i ON i.repository_id = t.repository_id AND i.digest = t.digest
  WHERE t.repository_id = ? AND t.deleted = 0`;

export class TypeOrmTagRepository extends TagRepository {
  constructor(private readonly database: CatalogDatabase) {
    super();
  }

  override async find(repositoryId: string, name: string): Promise<Tag | null> {
    const [row] = await this.database.read<Row>(`${SELECT} AND t.name = ?`, [repositoryId, name]);
    return row === undefined ? null : toTag(row);
  }

  override async page(request: TagPageRequest): Promise<readonly Tag[]> {
    const conditions = [partCondition(request.part), afterCondition(request), this.kindCondition(request)];
    const where = conditions.map(({ sql }) => sql).join(' AND ');
    const order = request.sort === 'name' ? 't.name' : 't.pushed_at DESC, t.name';
    const rows = await this.database.read<Row>(`${SELECT} AND ${where} ORDER BY ${order} LIMIT ?`, [
      request.repositoryId,
      ...conditions.flatMap(({ values }) => values),
      request.limit,
    ]);
    return rows.map(toTag);
  }

  private kindCondition({ supplements }: TagPageRequest): SqlCondition {
    if (supplements) return ALWAYS;
    const { sql, values } = supplementCondition('t.name', this.database.kind);
    return { sql: `NOT ${sql}`, values };
  }
}

function partCondition(part: string | undefined): SqlCondition {
  return part === undefined || part === ''
    ? ALWAYS
    : { sql: 'INSTR(LOWER(t.name), ?) > 0', values: [part.toLowerCase()] };
}

function afterCondition({ after, sort }: TagPageRequest): SqlCondition {
  if (after === null) return ALWAYS;
  if (sort === 'name') return { sql: 't.name > ?', values: [after.key] };
  return { sql: '(t.pushed_at < ? OR (t.pushed_at = ? AND t.name > ?))', values: [after.key, after.key, after.tie] };
}

function toTag(row: Row): Tag {
  return {
    name: row.name,
    digest: row.digest,
    mediaType: row.media_type,
    platforms: JSON.parse(row.platforms) as string[],
    sizeBytes: Number(row.size_bytes),
    createdAt: row.created_at === null ? null : new Date(Number(row.created_at)),
    pushedAt: new Date(Number(row.pushed_at)),
  };
}
