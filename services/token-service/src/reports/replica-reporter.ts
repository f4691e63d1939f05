import { POLICY_FORMAT, ReplicaLeft, ReplicaReported } from '@spectacles/contracts';
import { type Clock, type Logger, type MessageClient, newId } from '@spectacles/platform';
import type { Subscription } from 'rxjs';

import type { PolicySource } from '../policy-source.js';
import type { LatestExpiries } from './latest-expiries.js';
import { succeed } from './predecessor.js';

const PERIOD_MS = 2000;

export interface ReplicaReporterOptions {
  readonly source: PolicySource;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly expiries: LatestExpiries;
  /** The version of the policy whose keys are open here. */
  readonly keyRingVersion: () => number;
  /** Where each start leaves its name for the next one. */
  readonly instanceFile: string;
  readonly logger: Logger;
}

/** Tells which policy is in force here: every two seconds, and at once when it is a new one. */
export class ReplicaReporter {
  private readonly instance: string;
  private subscription: Subscription | null = null;
  private timer: NodeJS.Timeout | null = null;
  /** The process before this one, until its end is told. */
  private predecessor: string | null = null;

  constructor(private readonly options: ReplicaReporterOptions) {
    this.instance = newId(options.clock);
  }

  start(): void {
    this.takeOver();
    this.subscription = this.options.source.changed.subscribe(() => {
      this.report();
    });
    this.timer = setInterval(() => {
      this.report();
    }, PERIOD_MS);
    this.timer.unref();
  }

  /** Says goodbye, when nothing is issued here any more; before it, how long what was issued lives. */
  stop(): void {
    this.subscription?.unsubscribe();
    if (this.timer !== null) clearInterval(this.timer);
    this.report();
    this.options.messages.publish(ReplicaLeft, { instance: this.instance });
  }

  /** A disk that does not take the name keeps nobody from issuing: the process before is then waited for. */
  private takeOver(): void {
    const { instanceFile, logger } = this.options;
    try {
      this.predecessor = succeed(instanceFile, this.instance);
    } catch (error) {
      logger.warn({ err: error, file: instanceFile }, 'the name of this token server could not be written');
    }
  }

  private report(): void {
    const { source, messages, expiries, keyRingVersion } = this.options;
    if (!source.ready) return;
    if (this.predecessor !== null) messages.publish(ReplicaLeft, { instance: this.predecessor });
    this.predecessor = null;
    messages.publish(ReplicaReported, {
      instance: this.instance,
      service: 'token',
      format: POLICY_FORMAT,
      version: source.version,
      ageSeconds: Math.max(0, source.ageSeconds()),
      keyRingVersion: keyRingVersion(),
      latestExpiry: expiries.byRegistry(),
    });
  }
}
