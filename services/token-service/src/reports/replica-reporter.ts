import { POLICY_FORMAT, ReplicaLeft, ReplicaReported } from '@spectacles/contracts';
import { type Clock, type MessageClient, newId } from '@spectacles/platform';
import type { Subscription } from 'rxjs';

import type { PolicySource } from '../policy-source.js';
import type { LatestExpiries } from './latest-expiries.js';

const PERIOD_MS = 2000;

export interface ReplicaReporterOptions {
  readonly source: PolicySource;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly expiries: LatestExpiries;
  /** The version of the policy whose keys are open here. */
  readonly keyRingVersion: () => number;
}

/** Tells which policy is in force here: every two seconds, and at once when it is a new one. */
export class ReplicaReporter {
  private readonly instance: string;
  private subscription: Subscription | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: ReplicaReporterOptions) {
    this.instance = newId(options.clock);
  }

  start(): void {
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

  private report(): void {
    const { source, messages, expiries, keyRingVersion } = this.options;
    if (!source.ready) return;
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
