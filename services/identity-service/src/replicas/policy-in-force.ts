import type { Clock, Metrics } from '@spectacles/platform';

/** Commits that are waited for; beyond that the oldest are not measured. */
const MOST_WAITING = 10_000;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 900];

/** Measures the time from a commit until the last token server enforces it. */
export class PolicyInForce {
  readonly #committed = new Map<number, number>();
  readonly #seconds;

  constructor(
    metrics: Metrics,
    private readonly clock: Clock,
  ) {
    this.#seconds = metrics.histogram({
      name: 'policy_in_force_seconds',
      help: 'Time from the commit of a change until the last token server enforces it.',
      buckets: BUCKETS,
    });
  }

  /** The policy is at n. */
  committed(n: number): void {
    this.#committed.set(n, this.clock.now().getTime());
    const [oldest] = this.#committed.keys();
    if (this.#committed.size > MOST_WAITING && oldest !== undefined) this.#committed.delete(oldest);
  }

  /** Every version that is enforced now, one for each replica. */
  reached(versions: readonly number[]): void {
    if (versions.length === 0) return;
    const everywhere = Math.min(...versions);
    const now = this.clock.now().getTime();
    for (const [n, at] of this.#committed) {
      if (n > everywhere) continue;
      this.#committed.delete(n);
      this.#seconds.observe((now - at) / 1000);
    }
  }
}
