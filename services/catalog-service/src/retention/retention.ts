import type { SettingsState } from '@spectacles/contracts';
import type { Clock, Logger } from '@spectacles/platform';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { deleteExpired, type Expiry } from './expired-rows.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** When a token was used last is told for longer than the log itself. */
const USES_DAYS = 400;
const REFRESH_TOKEN_DAYS = 90;
/** A spool that nobody hands over any more. */
const SPOOL_DAYS = 400;

/** What retention needs. */
export interface RetentionOptions {
  readonly database: CatalogDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  /** null while there is no policy that says how long records are kept. */
  readonly settings: () => SettingsState | null;
}

/** Deletes records that are older than the settings say, every hour. */
export class Retention {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: RetentionOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.sweep(), HOUR_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** One at a time; what fails is tried again with the next. */
  sweep(): Promise<void> {
    this.running ??= this.deleteAll()
      .catch((error: unknown) => {
        this.options.logger.error({ err: error }, 'records past their retention could not be deleted');
      })
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private async deleteAll(): Promise<void> {
    const settings = this.options.settings();
    if (settings === null) return;
    for (const expiry of this.expiries(settings)) {
      const rows = await deleteExpired(this.options.database, expiry);
      if (rows > 0) this.options.logger.info({ table: expiry.table, rows }, 'records past their retention are deleted');
    }
  }

  private expiries({ decisionRetentionDays, activityRetentionDays }: SettingsState): readonly Expiry[] {
    const now = this.options.clock.now().getTime();
    const before = (days: number): number => now - days * DAY_MS;
    return [
      { table: 'decisions', key: 'id', column: 'at', before: before(decisionRetentionDays) },
      { table: 'activity', key: 'id', column: 'at', before: before(activityRetentionDays) },
      { table: 'credential_uses', key: 'credential_id', column: 'last_at', before: before(USES_DAYS) },
      { table: 'seen_refresh_tokens', key: 'id', column: 'last_at', before: before(REFRESH_TOKEN_DAYS) },
      { table: 'decision_spools', key: 'id', column: 'last_at', before: before(SPOOL_DAYS) },
    ];
  }
}
