import { firstValueFrom, merge, timer } from 'rxjs';

import type { PolicySource } from '../policy-source.js';

/** How long somebody waits whose secret may have been made a moment ago. */
const PATIENCE_MS = 300;

/** Looks at the policy log for those who need its newest: one look at a time, however many ask. */
export class SharedLook {
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(private readonly source: Pick<PolicySource, 'catchUp'>) {}

  /** Resolves after a look that began after this call, or when that takes too long; everybody who waits shares it. */
  take(): Promise<unknown> {
    this.next ??= this.running.then(() => {
      this.next = null;
      this.running = this.source.catchUp();
      return this.running;
    });
    return firstValueFrom(merge(this.next, timer(PATIENCE_MS)));
  }
}
