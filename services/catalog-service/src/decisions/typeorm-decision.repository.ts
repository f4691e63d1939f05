import type {
  CredentialUse,
  DecisionRecord,
  DecisionSummary,
  DecisionView,
  SeenRefreshToken,
  SpooledRecord,
} from '@spectacles/contracts';
import { newId, type Clock } from '@spectacles/platform';
import type { EntityManager } from 'typeorm';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { insertRows } from '../database/insert-rows.js';
import { chunksOf, oneOf, type SqlValue } from '../database/sql.js';
import { newestRows } from '../lists/record-page.js';
import { CredentialLog } from './typeorm-credential-log.js';
import { rowsOf, type DecisionRow, type StoredView } from './decision-rows.js';
import { DecisionRepository, type RecordPageRequest } from './decision.repository.js';
import { summaryOf } from './decision-summary.js';
import { placesOf } from './name-places.js';

interface Row {
  readonly id: string;
  readonly at: string | number;
  readonly last_at: string | number;
  readonly count: string | number;
  readonly new_address: number | boolean;
  readonly view: string;
}

/** How long identical rows are counted in the first of them. */
const SAME_MS = 10_000;
const CHUNK = 500;

export class TypeOrmDecisionRepository extends DecisionRepository {
  constructor(
    private readonly database: CatalogDatabase,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async position(spool: string): Promise<number> {
    const [row] = await this.database.read<{ last_number: string | number }>(
      'SELECT last_number FROM decision_spools WHERE id = ?',
      [spool],
    );
    return Number(row?.last_number ?? 0);
  }

  override append(spool: string, first: number, records: readonly SpooledRecord[]): Promise<number> {
    const now = this.clock.now().getTime();
    return this.database.transactions.run(async (manager) => {
      const taken = await this.lockSpool(manager, spool, now);
      const last = first + records.length - 1;
      if (last <= taken) return taken;
      await this.write(manager, [...this.lostBetween(taken, first), ...records.slice(Math.max(0, taken + 1 - first))]);
      await manager.query('UPDATE decision_spools SET last_number = ?, last_at = ? WHERE id = ?', [last, now, spool]);
      return last;
    });
  }

  override async page(request: RecordPageRequest): Promise<readonly DecisionView[]> {
    return (await newestRows<Row>(this.database, 'decisions', request)).map(toView);
  }

  override summarize(since: number): Promise<DecisionSummary> {
    return summaryOf(this.database, since);
  }

  override async uses(ids: readonly string[]): Promise<readonly { credentialId: string; use: CredentialUse }[]> {
    const { sql, values } = oneOf('credential_id', ids);
    const rows = await this.database.read<UseRow>(
      `SELECT u.* FROM credential_uses u JOIN
        (SELECT credential_id, MAX(last_at) AS latest FROM credential_uses WHERE ${sql} GROUP BY credential_id) l
        ON u.credential_id = l.credential_id AND u.last_at = l.latest`,
      values,
    );
    const latest = new Map(rows.map((row) => [row.credential_id, useOf(row)]));
    return [...latest].map(([credentialId, use]) => ({ credentialId, use }));
  }

  override async seenRefreshTokens(
    subjectId: string,
    since: number,
    limit: number,
  ): Promise<readonly SeenRefreshToken[]> {
    const rows = await this.database.read<{ seen: string }>(
      `SELECT seen FROM seen_refresh_tokens WHERE subject_id = ? AND COALESCE(issued_at, last_at) >= ?
        ORDER BY last_at DESC LIMIT ?`,
      [subjectId, since, limit],
    );
    return rows.map(({ seen }) => JSON.parse(seen) as SeenRefreshToken);
  }

  override async seenRefreshToken(id: string): Promise<SeenRefreshToken | null> {
    const [row] = await this.database.read<{ seen: string }>('SELECT seen FROM seen_refresh_tokens WHERE id = ?', [id]);
    return row === undefined ? null : (JSON.parse(row.seen) as SeenRefreshToken);
  }

  /** Two hand-overs of the same spool follow each other. */
  private async lockSpool(manager: EntityManager, spool: string, now: number): Promise<number> {
    await insertRows(manager, {
      table: 'decision_spools',
      columns: ['id', 'last_number', 'last_at'],
      keys: ['id'],
      update: [],
      rows: [[spool, 0, now]],
    });
    const lock = this.database.kind === 'mysql' ? ' FOR UPDATE' : '';
    const [row]: { last_number: string | number }[] = await manager.query(
      `SELECT last_number FROM decision_spools WHERE id = ?${lock}`,
      [spool],
    );
    return Number(row?.last_number ?? 0);
  }

  /** A spool that goes on behind what was taken lost what is between: the catalog was restored too late. */
  private lostBetween(taken: number, first: number): readonly SpooledRecord[] {
    const missing = first - taken - 1;
    if (taken === 0 || missing <= 0) return [];
    const now = this.clock.now().toISOString();
    const reason = 'The token server had cleared them away before the catalog, restored from a backup, asked for them.';
    return [{ kind: 'gap', id: newId(this.clock), from: now, until: now, missing, reason }];
  }

  private async write(manager: EntityManager, records: readonly SpooledRecord[]): Promise<void> {
    const decisions = records.filter((record): record is DecisionRecord => record.kind === 'decision');
    const fresh = await new CredentialLog(manager).record(decisions);
    const rows = records.flatMap(rowsOf);
    for (const row of rows) row.newAddress = fresh.has(row.view.decisionId);
    await insertRows(manager, {
      table: 'decisions',
      columns: COLUMNS,
      keys: ['id'],
      update: [],
      rows: (await countSame(manager, rows)).map(valuesOf),
    });
  }
}

const COLUMNS = [
  'id',
  'decision_id',
  'kind',
  'part',
  'at',
  'last_at',
  'count',
  'sameness',
  'outcome',
  'subject_id',
  'subject_name',
  'credential_id',
  'address',
  'new_address',
  'registry_id',
  'scope_name',
  'top',
  'second',
  'token_id',
  'view',
];

function valuesOf({ part, at, lastAt, count, newAddress, sameness, scopeName, view }: DecisionRow): SqlValue[] {
  const { id, decisionId, kind, outcome, subject, credential, address, registryId, tokenId } = view;
  const [who, what] = [subject, credential];
  const places = placesOf(scopeName);
  return [
    ...[id, decisionId, kind, part, at, lastAt, count, sameness, outcome ?? '', who.id, who.name, what.id, address],
    ...[newAddress ? 1 : 0, registryId, scopeName, places.top, places.second, tokenId, JSON.stringify(view)],
  ];
}

/** Adds rows that say the same as one shortly before to its count; answers those that are left. */
async function countSame(manager: EntityManager, rows: readonly DecisionRow[]): Promise<readonly DecisionRow[]> {
  const stored = await lately(manager, rows);
  const first = new Map<string, DecisionRow>();
  const left: DecisionRow[] = [];
  for (const row of rows) {
    const before = stored.get(row.sameness);
    const same = first.get(row.sameness);
    if (before !== undefined && isSoonAfter(row.at, before.at)) {
      await manager.query('UPDATE decisions SET count = count + ?, last_at = ? WHERE id = ?', [
        row.count,
        row.at,
        before.id,
      ]);
    } else if (same !== undefined && isSoonAfter(row.at, same.at)) {
      same.count += row.count;
      same.lastAt = row.at;
    } else {
      first.set(row.sameness, row);
      left.push(row);
    }
  }
  return left;
}

const isSoonAfter = (at: number, before: number): boolean => at >= before && at - before <= SAME_MS;

async function lately(
  manager: EntityManager,
  rows: readonly DecisionRow[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly at: number }>> {
  const since = Math.min(...rows.map(({ at }) => at)) - SAME_MS;
  const found = new Map<string, { id: string; at: number }>();
  for (const chunk of chunksOf([...new Set(rows.map(({ sameness }) => sameness))], CHUNK)) {
    const { sql, values } = oneOf('sameness', chunk);
    const page: { id: string; at: string | number; sameness: string }[] = await manager.query(
      `SELECT id, at, sameness FROM decisions WHERE ${sql} AND at >= ? ORDER BY at`,
      [...values, since],
    );
    for (const { id, at, sameness } of page) found.set(sameness, { id, at: Number(at) });
  }
  return found;
}

interface UseRow {
  readonly credential_id: string;
  readonly address: string;
  readonly last_at: string | number;
  readonly user_agent: string;
  readonly repository: string | null;
}

function useOf(row: UseRow): CredentialUse {
  const { address, user_agent: userAgent, repository } = row;
  return { at: new Date(Number(row.last_at)).toISOString(), address, userAgent, repository };
}

function toView(row: Row): DecisionView {
  return {
    ...(JSON.parse(row.view) as StoredView),
    lastAt: new Date(Number(row.last_at)).toISOString(),
    count: Number(row.count),
    newAddress: Boolean(row.new_address),
  };
}
