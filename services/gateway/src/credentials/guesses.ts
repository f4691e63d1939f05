import type { Clock } from '@spectacles/platform';

const BURST = 20;
const REFILL_MS = 3000;
const ADDRESSES = 10_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** How many secrets that nobody has each address has presented: twenty at once, then one every three seconds. */
export class Guesses {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** Counts one; answers the seconds to wait where that was one too many, else 0. */
  count(address: string): number {
    const now = this.clock.now().getTime();
    const before = this.buckets.get(address);
    const left = before === undefined ? BURST : Math.min(BURST, before.left + (now - before.at) / REFILL_MS);
    this.buckets.delete(address);
    const oldest = this.buckets.keys().next();
    if (this.buckets.size >= ADDRESSES && oldest.done !== true) this.buckets.delete(oldest.value);
    this.buckets.set(address, { left: Math.max(0, left - 1), at: now });
    return left >= 1 ? 0 : Math.ceil(((1 - left) * REFILL_MS) / 1000);
  }
}
