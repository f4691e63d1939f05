import type { ActivityEntry, ActivityView, LogCursor } from '@spectacles/contracts';
import type { RecordPageRequest } from '../decisions/decision.repository.js';

/** Who changed what, as identity-service's log tells it. */
export abstract class ActivityRepository {
  /** How far the log was followed; null before the first row. */
  abstract cursor(): Promise<LogCursor | null>;
  /** Takes entries and the place behind them in one transaction; an entry that is there already stays as it is. */
  abstract take(entries: readonly ActivityEntry[], cursor: LogCursor): Promise<void>;
  /** Takes entries that are in no log. */
  abstract add(entries: readonly ActivityEntry[]): Promise<void>;
  abstract page(request: RecordPageRequest): Promise<readonly ActivityView[]>;
}
