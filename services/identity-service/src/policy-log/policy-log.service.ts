import { type ChangeLog, readSnapshot, type SnapshotRequest } from '@spectacles/change-log/store';
import type { LogPage, SnapshotPage } from '@spectacles/contracts';
import type { Repositories } from '../store/identity-store.js';
import { fittingRows, type LogRequest } from './fitting-rows.js';
import { policySnapshotSources } from './snapshot-sources.js';

/** The log of what people decided. */
export const POLICY_LOG = 'policy';

/** What the readers of the policy ask. */
export class PolicyLog {
  constructor(
    private readonly log: ChangeLog,
    private readonly repositories: Repositories,
  ) {}

  async read(request: LogRequest): Promise<LogPage> {
    const page = await this.log.readLog(POLICY_LOG, request);
    return page.outcome === 'snapshot' ? page : { ...page, rows: fittingRows(page.rows) };
  }

  async snapshot(request: SnapshotRequest): Promise<SnapshotPage> {
    const page = await readSnapshot(policySnapshotSources(this.repositories), request);
    const rows = fittingRows(page.rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length === page.rows.length) return page;
    return { rows, next: { kind: last.kind, after: last.key } };
  }
}
