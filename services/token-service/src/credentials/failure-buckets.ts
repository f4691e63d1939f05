import { isIP } from 'node:net';

import type { Clock } from '@spectacles/platform';

/** How many failures an address has free, and how fast they come back. */
const BURST = 60;
const PER_SECOND = 1;
const MAXIMUM_ADDRESSES = 20_000;

interface Bucket {
  left: number;
  at: number;
}

/** An IPv6 customer has a /64 at least: the last 64 bits tell nobody from anybody. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind.length;
  const all = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...behind];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/u, ''))
    .join(':');
}

/** What each network may fail before it has to wait: a burst, then a steady trickle. */
export class FailureBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** The whole seconds that an address has to wait before it may fail again; null where it may now. */
  wait(address: string): number | null {
    const { left } = this.refilled(networkOf(address));
    return left < 1 ? Math.max(1, Math.ceil((1 - left) / PER_SECOND)) : null;
  }

  /** Notes a failure. Those that were under way together may be more than an address had free; there is an end to that. */
  note(address: string): void {
    const bucket = this.refilled(networkOf(address));
    bucket.left = Math.max(-BURST, bucket.left - 1);
  }

  /** Notes a failure that cost nothing; answers the seconds to wait where there were too many before it. */
  take(address: string): number | null {
    const wait = this.wait(address);
    if (wait === null) this.note(address);
    return wait;
  }

  private refilled(network: string): Bucket {
    const now = this.clock.now().getTime();
    const bucket = this.buckets.get(network) ?? { left: BURST, at: now };
    bucket.left = Math.min(BURST, bucket.left + (Math.max(0, now - bucket.at) / 1000) * PER_SECOND);
    bucket.at = now;
    // What was asked for last goes to the end; who did not fail for longest makes room.
    this.buckets.delete(network);
    this.buckets.set(network, bucket);
    if (this.buckets.size > MAXIMUM_ADDRESSES) {
      const [oldest] = this.buckets.keys();
      if (oldest !== undefined) this.buckets.delete(oldest);
    }
    return bucket;
  }
}
