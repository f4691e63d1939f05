import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, LOGGER, type Logger, SealBroken, Sealer } from '@spectacles/platform';
import { IdentityStore } from '../store/identity-store.js';
import type { KeptPlace } from './kept-place.js';
import { PasswordThrottle } from './password-throttle.js';

const EVERY_MS = 10_000;
const FORGET_EVERY_MS = 3_600_000;
const AT_ONCE = 500;
const READ_AT_START = 20_000;
const PURPOSE = 'throttle-key';
/** Failures are forgiven by then; where somebody signed in from is worth knowing for longer. */
const KEPT_MS: Readonly<Record<KeptPlace['kind'], number>> = { failures: 2 * 3_600_000, proven: 30 * 86_400_000 };
const KINDS = ['failures', 'proven'] as const;

/** Writes down what the throttling counts, some seconds late, so that a restart is no free pass for whoever guesses. */
@Injectable()
export class ThrottleKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly throttle: PasswordThrottle,
    private readonly store: IdentityStore,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const now = this.clock.now().getTime();
    const { keptPlaces } = this.store.now;
    const kept = [];
    for (const kind of KINDS) kept.push(...(await keptPlaces.since(kind, now - KEPT_MS[kind], READ_AT_START)));
    this.throttle.restore(await this.key(), kept);
    this.every(EVERY_MS, () => this.save());
    this.every(FORGET_EVERY_MS, () => this.forget());
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
    await this.attempt(() => this.save());
  }

  /** Some of what changed: a flood is written over several turns, or not at all. */
  async save(): Promise<void> {
    const places = this.throttle.takeChanged(AT_ONCE);
    if (places.length > 0) await this.store.now.keptPlaces.save(places);
  }

  async forget(): Promise<void> {
    const now = this.clock.now().getTime();
    for (const kind of KINDS) {
      for (;;) if ((await this.store.now.keptPlaces.forget(kind, now - KEPT_MS[kind], AT_ONCE)) < AT_ONCE) break;
    }
  }

  /** One key for all identity-services of the installation; the database holds it sealed. */
  private async key(): Promise<Buffer> {
    const { settings } = this.store.now;
    const key = randomBytes(32);
    const fresh = this.sealer.seal(PURPOSE, '', key);
    try {
      return this.sealer.open(PURPOSE, '', await settings.writeOnce('throttle-key', fresh));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      // Whoever lost the old secret key begins to count anew: that is no reason not to start.
      this.logger.warn('what was counted of wrong passwords cannot be read with this SECRET_KEY; it begins anew');
      await settings.write('throttle-key', fresh);
      return key;
    }
  }

  private every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => {
      this.running = this.running.then(() => this.attempt(work));
    }, ms);
    this.timers.push(timer.unref());
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ err: error }, 'what the throttling of passwords counted could not be written down');
    }
  }
}
