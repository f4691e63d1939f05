import type { ChangeLog } from '@spectacles/change-log/store';
import type { LogPage } from '@spectacles/contracts';
import { fittingRows, type LogRequest } from '../policy-log/fitting-rows.js';

/** The log of who did what: written in the transaction of each change, read by the catalog. */
export const ACTIVITY_LOG = 'activity';

/** What the reader of the activity log asks. */
export class ActivityLog {
  constructor(private readonly log: ChangeLog) {}

  async read(request: LogRequest): Promise<LogPage> {
    const page = await this.log.readLog(ACTIVITY_LOG, request);
    return page.outcome === 'snapshot' ? page : { ...page, rows: fittingRows(page.rows) };
  }
}
