import { PutKeyRing } from '@spectacles/contracts';
import { type Clock, DomainError, type Logger, type MessageClient } from '@spectacles/platform';
import { needsRenewal, type SigningAlgorithm } from '@spectacles/registry-token';
import type { Subscription } from 'rxjs';

import type { PolicySource } from '../policy-source.js';
import type { KeyRing } from './key-ring.js';
import type { KeyRingMaker } from './key-ring-maker.js';
import { planKeyRing, type RingTask } from './key-ring-plan.js';

const DAY_MS = 86_400_000;
const RETRY_MS = 1000;

/** What the keeper needs beside the ring. */
export interface KeyRingKeeperParts {
  readonly source: PolicySource;
  readonly ring: KeyRing;
  readonly maker: KeyRingMaker;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly algorithm: SigningAlgorithm;
  /** False where the operator brings the key that registries share. */
  readonly sharedKey: boolean;
}

/**
 * Keeps the ring complete: makes it at the first start, gives each zot registry its own key, renews certificates in time.
 * Several instances may try at once; the owner takes the ring that was made from the newest version, the others look again.
 */
export class KeyRingKeeper {
  private subscription: Subscription | null = null;
  private daily: NodeJS.Timeout | null = null;
  private retry: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private wanted = false;
  /** The configured algorithm is compared once a start, so that instances configured differently do not take turns. */
  private comparesAlgorithm = true;
  private warnedOf: number | null = null;
  private followed = 0;

  constructor(private readonly parts: KeyRingKeeperParts) {}

  /** The version of the policy whose keys can all be used here; 0 before there is one. */
  get version(): number {
    return this.followed;
  }

  /** Begins to follow the policy. */
  start(): void {
    this.subscription = this.parts.source.changed.subscribe(() => {
      this.follow();
    });
    this.daily = setInterval(() => void this.tend(), DAY_MS);
    this.daily.unref();
    this.follow();
  }

  /** Ends; what is under way is finished. */
  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    if (this.daily !== null) clearInterval(this.daily);
    if (this.retry !== null) clearTimeout(this.retry);
    await this.running;
  }

  /** Looks once whether something is to be done, and does it; a look that is asked for during another one follows it. */
  tend(): Promise<void> {
    this.wanted = true;
    this.running ??= this.lookUntilQuiet().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private follow(): void {
    const { source, ring, clock } = this.parts;
    if (!source.ready) return;
    ring.refresh(source.policy.signingKeys());
    if (ring.problem(clock.now()) === null) this.followed = source.version;
    void this.tend();
  }

  private async lookUntilQuiet(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      await this.look();
    }
  }

  private async look(): Promise<void> {
    const { source } = this.parts;
    try {
      while (source.ready) {
        const [task] = this.plan();
        if (task === undefined) {
          this.comparesAlgorithm = false;
          this.warnOfEnd();
          return;
        }
        await this.carryOut(source.version, task);
      }
    } catch (error) {
      this.explain(error);
    }
  }

  private plan(): readonly RingTask[] {
    const { source, clock, algorithm, sharedKey } = this.parts;
    return planKeyRing(source.policy.signingKeys(), {
      registries: source.policy.registries(),
      algorithm,
      replaceOthers: this.comparesAlgorithm,
      sharedKey,
      now: clock.now(),
    });
  }

  private async carryOut(basedOn: number, task: RingTask): Promise<void> {
    const { maker, messages, source, logger } = this.parts;
    const keys = await maker.carryOut(task);
    const { policyVersion } = await messages.request(PutKeyRing, { basedOn, keys });
    logger.info({ task: task.kind, policyVersion }, 'the key ring was changed');
    await source.atLeast(policyVersion);
  }

  /** Only a certificate that the operator brought gets here so late: the ring renews its own. */
  private warnOfEnd(): void {
    const { ring, clock, logger, sharedKey } = this.parts;
    const end = ring.sharedKeyEnd();
    if (sharedKey || end === null || !needsRenewal(end, clock.now()) || this.warnedOf === end.getTime()) return;
    this.warnedOf = end.getTime();
    logger.warn({ notAfter: end.toISOString() }, 'the certificate in SPECTACLES_CERT_PATH ends soon: replace it');
  }

  private explain(error: unknown): void {
    const { logger } = this.parts;
    if (!(error instanceof DomainError)) {
      logger.error({ err: error }, 'the key ring cannot be tended');
      return;
    }
    // Another instance was faster, or the owner does not answer yet: look again at what is there by then.
    logger.info({ code: error.code }, 'the key ring is looked at again');
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.tend(), RETRY_MS);
    this.retry.unref();
  }
}
