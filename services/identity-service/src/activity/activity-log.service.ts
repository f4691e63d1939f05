import type { ChangeLog } from '@spectacles/change-log/store';
import type { LogCursor, LogPage, LogRow } from '@spectacles/contracts';
import { fittingRows, type LogRequest } from '../policy-log/fitting-rows.js';

/** The log of who did what: written in the transaction of each change, read by the catalog. */
export const ACTIVITY_LOG = 'activity';

/** What the reader of the activity log asks. */
export class ActivityLog {
  #taken = 0;

  constructor(private readonly log: ChangeLog) {}

  /** Up to which commit the reader has everything, as far as it said so here: it asks for what comes after. */
  get taken(): number {
    return this.#taken;
  }

  /** A reader whose place is not known any more is told where it can go on: at the oldest that is still there. */
  async read(request: LogRequest): Promise<LogPage> {
    const page = await this.log.readLog(ACTIVITY_LOG, request);
    if (page.outcome === 'snapshot') return { ...page, head: await this.beginning() };
    this.#taken = Math.max(this.#taken, request.after?.n ?? 0);
    return { ...page, rows: fittingRows(page.rows) };
  }

  oldest(limit: number): Promise<readonly LogRow[]> {
    return this.log.oldest(ACTIVITY_LOG, limit);
  }

  /** Forgets the commits before a number. */
  trim(before: number): Promise<void> {
    return this.log.trim(ACTIVITY_LOG, before);
  }

  private async beginning(): Promise<LogCursor> {
    const [oldest] = await this.oldest(1);
    return oldest === undefined || oldest.n === 1 ? { n: 0, id: '' } : { n: oldest.n, id: oldest.id };
  }
}
