import { regionOf } from './network.js';
import { RecentMap } from './recent-map.js';
import type { Tally, TallyLimits } from './tally.js';
import type { ThrottleMemory } from './throttle-memory.js';

/** Different wrong secrets for one account from everywhere; one is forgiven a minute. */
const EVERYWHERE_LIMITS: TallyLimits = { failures: 100, forgivenEveryMs: 60_000 };
/** From then on, a region where the account never signed in is heard so long after its last wrong secret. */
const PAUSE_MS = 60_000;
const BUSY_MS = 1000;

const ACCOUNTS_KEPT = 20_000;
const REGIONS_KEPT = 50_000;

/** A part of the internet that guesses at one account. */
interface Region {
  failedAt: number;
  /** Secrets that are being compared for it now. */
  readonly pending: Set<string>;
}

/** An attempt, as far as it matters here. */
export interface PressingAttempt {
  readonly account: string;
  readonly network: string;
  /** The MAC of what was presented. */
  readonly secret: string;
}

/**
 * Slows down who guesses at one account from one network after another. It never closes an account: under pressure each
 * region (the /32 that a provider has of IPv6, a /24 of IPv4) is still heard, but once a minute. So its owner gets in with
 * the first right secret from anywhere that does not guess, and from where they signed in before this is not asked at all.
 */
export class AccountPressure {
  readonly #accounts = new RecentMap<string, Tally>(ACCOUNTS_KEPT);
  readonly #regions = new RecentMap<string, Region>(REGIONS_KEPT);

  constructor(private readonly memory: ThrottleMemory) {}

  /** How long the attempt has to wait, in milliseconds; 0: not at all. */
  wait({ account, network, secret }: PressingAttempt, now: number): number {
    if (!this.isPressed(account, now)) return 0;
    const region = this.#regions.get(keyOf(account, network));
    if (region === undefined) return 0;
    const others = region.pending.has(secret) ? region.pending.size - 1 : region.pending.size;
    return Math.max(region.failedAt + PAUSE_MS - now, others > 0 ? BUSY_MS : 0, 0);
  }

  /** The attempt is being compared, until the function is called that this answers. */
  begin({ account, network, secret }: PressingAttempt): () => void {
    const key = keyOf(account, network);
    const region = this.#regions.get(key) ?? { failedAt: -Infinity, pending: new Set() };
    this.#regions.set(key, region);
    region.pending.add(secret);
    return () => {
      region.pending.delete(secret);
    };
  }

  /** A secret was wrong that was not counted before. */
  fail({ account, network }: PressingAttempt, now: number): void {
    const tally = this.tallyOf(account);
    this.#accounts.set(account, tally);
    tally.add(now);
    this.memory.note(everywhere(account), tally);
    const region = this.#regions.get(keyOf(account, network));
    if (region !== undefined) region.failedAt = now;
  }

  /** Accounts under pressure. */
  pressed(now: number): { readonly account: string; readonly tally: Tally }[] {
    return [...this.#accounts.entries()]
      .filter(([, tally]) => tally.left(now) <= 0)
      .map(([account, tally]) => ({ account, tally }));
  }

  private isPressed(account: string, now: number): boolean {
    return this.tallyOf(account).left(now) <= 0;
  }

  private tallyOf(account: string): Tally {
    return this.#accounts.get(account) ?? this.memory.tallyOf(everywhere(account), EVERYWHERE_LIMITS);
  }
}

/** What is counted of an account wherever it is guessed at. */
export const everywhere = (account: string): string => `everywhere ${account}`;

const keyOf = (account: string, network: string): string => `${regionOf(network)} ${account}`;
