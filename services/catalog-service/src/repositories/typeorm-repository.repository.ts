import { conditionOf, type NameScope, type NameTest } from '../access/visible-names.js';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { ALWAYS, chunksOf, type SqlCondition } from '../database/sql.js';
import {
  placeOf,
  RepositoryRepository,
  type Repository,
  type RepositoryPageRequest,
  type RepositoryRows,
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

/** SQLite joins at most five hundred, and few callers have more than these. */
const SCOPES_PER_STATEMENT = 16;
/** How many names are looked at for one page where each has to be tested. */
const TESTED_ROWS = 4000;
/** How many of them at once; and the fewest of each scope. */
const TESTED_AT_ONCE = 500;
const FEWEST_TESTED = 50;
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

  /** The first rows of all scopes are among the first rows of each; by name a registry's later ranges come later. */
  override async page(request: RepositoryPageRequest): Promise<RepositoryRows> {
    const found = new FirstRows(request);
    for (const scopes of scopesByRegistry(request.scopes.filter((scope) => testOf(scope) === null))) {
      let inRanges = 0;
      for (const chunk of chunksOf(scopes, SCOPES_PER_STATEMENT)) {
        if (request.sort === 'name' && inRanges >= request.limit) break;
        const page = await this.firstOf(chunk, request, found.worst);
        inRanges += page.filter(({ name }) => name.includes('/')).length;
        found.add(page);
      }
    }
    const budget = { rows: TESTED_ROWS };
    for (const scope of request.scopes) {
      const test = testOf(scope);
      if (test !== null) await this.findTested({ scope, test, request, budget }, found);
    }
    return found.result;
  }

  /**
   * The first rows of a scope that its test lets through: a row counts only when it has passed. Beyond the budget of the
   * page every scope is looked at a little, so that the next page stands further on, whatever is in it.
   */
  private async findTested({ scope, test, request, budget }: TestedScope, found: FirstRows): Promise<void> {
    // The part of a name is looked for in what is read, which counts, and not in a walk that nothing bounds.
    const every = { ...request, part: undefined };
    let [after, passed] = [request.after, 0];
    for (;;) {
      const atOnce = Math.max(FEWEST_TESTED, Math.min(TESTED_AT_ONCE, budget.rows));
      const rows = await this.firstOf([scope], { ...every, after, limit: atOnce }, found.worst);
      budget.rows -= rows.length;
      const kept = rows.filter(({ name }) => test(name) && hasPart(name, request));
      found.add(kept);
      passed += kept.length;
      const last = rows.at(-1);
      if (last === undefined || rows.length < atOnce || passed >= request.limit) return;
      after = placeOf(last, request.sort);
      if (budget.rows <= 0) {
        found.stopAt(last);
        return;
      }
    }
  }

  /** The first rows of each scope, each found by its own walk over an index, in one statement. */
  private async firstOf(
    scopes: readonly NameScope[],
    request: RepositoryPageRequest,
    worst: Repository | null,
  ): Promise<readonly Repository[]> {
    const order = request.sort === 'name' ? 'name' : 'pushed_at DESC, id';
    const parts = scopes.map((scope) => {
      const conditions = [
        conditionOf(scope),
        partCondition(request),
        afterCondition(scope, request),
        betterCondition(request, worst),
      ];
      const where = conditions.map(({ sql }) => sql).join(' AND ');
      const rows = `SELECT ${COLUMNS} FROM repositories WHERE removed = 0 AND ${where} ORDER BY ${order} LIMIT ?`;
      return {
        sql: `SELECT * FROM (${rows}) AS part`,
        values: [...conditions.flatMap(({ values }) => values), request.limit],
      };
    });
    const sql = parts.map((part) => part.sql).join(' UNION ALL ');
    const rows = await this.database.read<Row>(
      sql,
      parts.flatMap(({ values }) => values),
    );
    return rows.map(toRepository);
  }
}

function testOf(scope: NameScope): NameTest | null {
  return scope.kind === 'all' ? null : (scope.test ?? null);
}

function scopesByRegistry(scopes: readonly NameScope[]): readonly (readonly NameScope[])[] {
  const ids = [...new Set(scopes.map((scope) => scope.registryId))];
  return ids.map((id) => scopes.filter((scope) => scope.registryId === id));
}

/** Names of which each is tested, and how many rows of all of them may still be looked at. */
interface TestedScope {
  readonly scope: NameScope;
  readonly test: NameTest;
  readonly request: RepositoryPageRequest;
  readonly budget: { rows: number };
}

/** The best rows seen so far. */
class FirstRows {
  #rows: readonly Repository[] = [];
  #stop: Repository | null = null;

  constructor(private readonly request: RepositoryPageRequest) {}

  /** The last row that could be shown; null while there is room. */
  get worst(): Repository | null {
    return this.#rows.length < this.request.limit ? this.#stop : (this.#rows.at(-1) ?? null);
  }

  get result(): RepositoryRows {
    const stop = this.#rows.length < this.request.limit ? this.#stop : null;
    return { rows: this.#rows, stoppedAt: stop === null ? null : placeOf(stop, this.request.sort) };
  }

  add(rows: readonly Repository[]): void {
    const { sort, limit } = this.request;
    this.#rows = [...this.#rows, ...rows]
      .filter((row) => this.isLookedAt(row))
      .sort(orderOf(sort))
      .slice(0, limit);
  }

  /** Of some scope nothing behind this row was looked at, so that no row behind it can be shown. */
  stopAt(row: Repository): void {
    if (this.isLookedAt(row)) this.#stop = row;
    this.add([]);
  }

  private isLookedAt(row: Repository): boolean {
    return this.#stop === null || orderOf(this.request.sort)(row, this.#stop) <= 0;
  }
}

/** Rows that can no longer be among the first need not be read. */
function betterCondition({ sort }: RepositoryPageRequest, worst: Repository | null): SqlCondition {
  if (worst === null) return ALWAYS;
  return sort === 'name'
    ? { sql: 'name <= ?', values: [worst.name] }
    : { sql: 'pushed_at >= ?', values: [worst.pushedAt?.getTime() ?? 0] };
}

/** Names are lower case, so the part is, too. */
function partCondition({ part }: RepositoryPageRequest): SqlCondition {
  return part === undefined || part === '' ? ALWAYS : { sql: 'INSTR(name, ?) > 0', values: [part.toLowerCase()] };
}

function hasPart(name: string, { part = '' }: RepositoryPageRequest): boolean {
  return name.includes(part.toLowerCase());
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
