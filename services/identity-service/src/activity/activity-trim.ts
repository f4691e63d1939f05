import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { LogRow } from '@spectacles/contracts';
import { Clock, LOGGER, type Logger } from '@spectacles/platform';
import { readInstallationSettings } from '../settings/settings.js';
import { IdentityStore } from '../store/identity-store.js';
import { ActivityLog } from './activity-log.service.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** What the catalog has is kept for so long: a catalog that was restored from a backup may ask for it again. */
const KEPT_DAYS = 14;
const AT_ONCE = 500;

/** Up to when rows go: those that the catalog has, and those that nobody is shown any more. */
interface Ends {
  readonly taken: number;
  readonly ofTaken: number;
  readonly ofAll: number;
}

/** Trims the log of activity: the catalog keeps what is shown of it. */
@Injectable()
export class ActivityTrim implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly activity: ActivityLog,
    private readonly store: IdentityStore,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.running = this.trim().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the log of activity could not be trimmed; the next hour tries again');
      });
    }, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** In slices, so that nobody who changes something waits for long. */
  async trim(): Promise<void> {
    const { activityRetentionDays } = await readInstallationSettings(this.store.now);
    const now = this.clock.now().getTime();
    const ends = {
      taken: this.activity.taken,
      ofTaken: now - Math.min(KEPT_DAYS, activityRetentionDays) * DAY_MS,
      ofAll: now - activityRetentionDays * DAY_MS,
    };
    for (let isMore = true; isMore;) {
      const rows = await this.activity.oldest(AT_ONCE);
      const kept = rows.find((row) => !mayGo(row, ends));
      // The last commit of a slice may not be whole: it goes with the next.
      const before = (kept ?? rows.at(-1))?.n ?? 0;
      isMore = kept === undefined && rows.length === AT_ONCE && before > (rows[0]?.n ?? 0);
      if (before > (rows[0]?.n ?? before)) await this.activity.trim(before);
    }
  }
}

function mayGo({ n, state }: LogRow, { taken, ofTaken, ofAll }: Ends): boolean {
  const { at } = JSON.parse(state ?? '{}') as { at?: string };
  const time = at === undefined ? Number.NaN : Date.parse(at);
  return time < (n <= taken ? ofTaken : ofAll);
}
