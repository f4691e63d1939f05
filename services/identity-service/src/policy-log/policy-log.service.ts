import { type ChangeLog, readSnapshot, type SnapshotRequest } from '@spectacles/change-log/store';
import type { LogCursor, LogPage, SnapshotPage } from '@spectacles/contracts';
import type { Repositories } from '../store/identity-store.js';
import { policySnapshotSources } from './snapshot-sources.js';

/** The log of what people decided. */
export const POLICY_LOG = 'policy';

/** A certificate of 64 KiB a row is the worst case: a page stays below what a message may hold (1 MB). */
const PAGE_BYTES = 600_000;

export interface LogRequest {
  readonly after: LogCursor | null;
  readonly skip: number;
  readonly limit: number;
}

/** What the readers of the policy ask. */
export class PolicyLog {
  constructor(
    private readonly log: ChangeLog,
    private readonly repositories: Repositories,
  ) {}

  async read(request: LogRequest): Promise<LogPage> {
    const page = await this.log.readLog(POLICY_LOG, request);
    return page.outcome === 'snapshot' ? page : { ...page, rows: cut(page.rows) };
  }

  async snapshot(request: SnapshotRequest): Promise<SnapshotPage> {
    const page = await readSnapshot(policySnapshotSources(this.repositories), request);
    const rows = cut(page.rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length === page.rows.length) return page;
    return { rows, next: { kind: last.kind, after: last.key } };
  }
}

/** The first row always goes, or a reader would never get past it. */
function cut<Row extends { readonly state: string | null }>(rows: readonly Row[]): Row[] {
  let bytes = 0;
  const kept = rows.findIndex((row, index) => {
    // As it goes over the wire, where the text of a state is quoted once more.
    bytes += row.state === null ? 0 : Buffer.byteLength(JSON.stringify(row.state));
    return index > 0 && bytes > PAGE_BYTES;
  });
  return kept === -1 ? [...rows] : rows.slice(0, kept);
}
