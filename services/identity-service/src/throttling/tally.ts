/** How many failures are borne, and how fast they are forgiven. */
export interface TallyLimits {
  readonly failures: number;
  /** One is forgiven in this time. */
  readonly forgivenEveryMs: number;
}

/** Failures as they were at a moment, and until when nobody was heard. */
export interface TallyState {
  readonly failures: number;
  readonly at: number;
  readonly until: number;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/** Failures that are forgiven one after another; from the limit on each makes whoever failed wait, longer every time. */
export class Tally {
  #failures: number;
  #at: number;
  #until: number;

  constructor(
    private readonly limits: TallyLimits,
    { failures, at, until }: TallyState = { failures: 0, at: 0, until: 0 },
  ) {
    this.#failures = failures;
    this.#at = at;
    this.#until = until;
  }

  /** As it is told again to a new one. */
  get state(): TallyState {
    return { failures: this.#failures, at: this.#at, until: this.#until };
  }

  /** Until when nobody is heard; in the past: nobody waits. */
  get until(): number {
    return this.#until;
  }

  failures(now: number): number {
    return Math.max(0, this.#failures - (now - this.#at) / this.limits.forgivenEveryMs);
  }

  /** How many more may be tried at once. */
  left(now: number): number {
    return this.limits.failures - Math.round(this.failures(now));
  }

  add(now: number): void {
    this.#failures = this.failures(now) + 1;
    this.#at = now;
    if (this.left(now) > 0) return;
    const over = Math.max(0, this.#failures - this.limits.failures);
    this.#until = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** over);
  }

  clear(): void {
    this.#failures = 0;
    this.#until = 0;
  }
}
