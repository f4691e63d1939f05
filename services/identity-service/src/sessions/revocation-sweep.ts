import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, LOGGER, type Logger } from '@spectacles/platform';
import { REFRESH_TOKEN_MS } from './refresh-revocation.js';
import { IdentityStore } from '../store/identity-store.js';

const EVERY_MS = 3_600_000;
const AT_ONCE = 500;

/** Forgets refresh tokens that were ended, once they would have ended by themselves. */
@Injectable()
export class RevocationSweep implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: IdentityStore,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.running = this.sweep().then(
        () => undefined,
        (error: unknown) => {
          this.logger.warn({ err: error }, 'ended refresh tokens could not be forgotten; the next hour tries again');
        },
      );
    }, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Answers how many are forgotten. Asked outside a change first: an hour without any takes no number of the policy. */
  async sweep(): Promise<number> {
    const now = this.clock.now().getTime();
    await this.store.now.refreshRevocations.removeCutOffs(new Date(now - REFRESH_TOKEN_MS));
    let forgotten = 0;
    for (;;) {
      const some = await this.store.now.refreshRevocations.expired(this.clock.now(), AT_ONCE);
      if (some.length === 0) return forgotten;
      const { value } = await this.store.change(async (transaction) => {
        const expired = await transaction.refreshRevocations.expired(this.clock.now(), AT_ONCE);
        await transaction.refreshRevocations.removeAll(expired.map(({ id }) => id));
        for (const { id } of expired) transaction.appendGone('refresh-revocation', id);
        return expired.length;
      });
      forgotten += value;
    }
  }
}
