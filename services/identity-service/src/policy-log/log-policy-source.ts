import type { PolicyRow } from '@spectacles/access-control';
import { type LogCursor, type LogRow, PolicyState } from '@spectacles/contracts';
import { type PolicyRows, PolicySource } from '../permissions/current-policy.js';
import type { PolicyLog } from './policy-log.service.js';

const PAGE = 1000;

/** The own log, read as the other services read it. */
export class LogPolicySource extends PolicySource {
  constructor(private readonly log: PolicyLog) {
    super();
  }

  override async since(cursor: LogCursor | null): Promise<PolicyRows> {
    const changes = cursor === null ? null : await this.changesSince(cursor);
    if (changes !== null) return { everything: false, ...changes };
    // The place first, then the tables: what is written meanwhile is read once more, and states converge.
    const { head } = await this.log.read({ after: null, skip: 0, limit: 1 });
    const snapshot = await this.everything();
    const after = await this.changesSince(head);
    if (after === null) return { everything: true, rows: snapshot, cursor: head };
    return { everything: true, rows: [...snapshot, ...after.rows], cursor: after.cursor };
  }

  /** null: the log does not know the cursor any more. */
  private async changesSince(cursor: LogCursor): Promise<{ rows: PolicyRow[]; cursor: LogCursor } | null> {
    const rows: LogRow[] = [];
    for (;;) {
      const page = await this.log.read({ after: cursor, skip: rows.length, limit: PAGE });
      if (page.outcome === 'snapshot') return null;
      rows.push(...page.rows);
      const newest = rows.at(-1)?.n ?? cursor.n;
      // The head may be older than the rows, never newer; a commit that is not whole has no `last` row.
      if (page.rows.length === 0 || (newest >= page.head.n && rows.at(-1)?.last === true)) break;
    }
    const last = rows.at(-1);
    return { rows: rows.map(toPolicyRow), cursor: last === undefined ? cursor : { n: last.n, id: last.id } };
  }

  private async everything(): Promise<PolicyRow[]> {
    const rows: PolicyRow[] = [];
    let from: { kind: string; after: string } | null = null;
    do {
      const page = await this.log.snapshot({ from, limit: PAGE });
      rows.push(...page.rows.map(toPolicyRow));
      from = page.next;
    } while (from !== null);
    return rows;
  }
}

function toPolicyRow({ kind, key, state }: { kind: string; key: string; state: string | null }): PolicyRow {
  // A tombstone carries no state, so its kind alone is read.
  if (state === null) return { kind, key, state: null } as PolicyRow;
  return { kind, key, state: PolicyState.parse(JSON.parse(state)) } as PolicyRow;
}
