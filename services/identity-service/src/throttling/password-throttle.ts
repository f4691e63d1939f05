import { Injectable } from '@nestjs/common';
import type { ThrottleView } from '@spectacles/contracts';
import { Clock, Metrics, withoutSecret } from '@spectacles/platform';
import { PasswordChecksBusy } from '../credentials/password-hasher.js';
import { AccountPressure, everywhere } from './account-pressure.js';
import type { KeptPlace } from './kept-place.js';
import { networkOf, siteOf } from './network.js';
import { RecentMap } from './recent-map.js';
import type { Tally, TallyLimits } from './tally.js';
import { ThrottleMemory } from './throttle-memory.js';
import { TooManyAttempts } from './throttling.errors.js';

/** Different wrong secrets for one account from one network; fifteen minutes forgive all of them. */
const ACCOUNT_LIMITS: TallyLimits = { failures: 10, forgivenEveryMs: 90_000 };
/** From one network, whatever the account. */
const NETWORK_LIMITS: TallyLimits = { failures: 100, forgivenEveryMs: 9000 };
/** From one IPv6 site, which has thousands of networks to guess from. */
const SITE_LIMITS: TallyLimits = { failures: 400, forgivenEveryMs: 2250 };
/** Different secrets of one network, or site, that are being hashed at once: the others' turn comes, too. */
const AT_ONCE = 32;

/** In the place of a network, where an account is guessed at from many. */
const EVERYWHERE = 'any new network';

const ACCOUNTS_KEPT = 20_000;
const NETWORKS_KEPT = 10_000;
const SECRETS_KEPT = 50_000;
const SECRETS_OF_ACCOUNT_KEPT = 64;

/** Somebody who says to be an account. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  readonly secret: string;
  /** Changes with everything that could make a wrong secret right. */
  readonly version: string;
}

interface Place {
  /** Tells it from every other one, also after a restart. */
  readonly key: string;
  readonly account: string;
  readonly network: string;
  readonly tally: Tally;
  /** Secrets that were counted here. */
  readonly counted: RecentMap<string, true>;
  /** Secrets that are being compared for it now. */
  readonly pending: Set<string>;
}

/** Who waits, by what is counted. */
interface Waiting {
  readonly key: string;
  readonly account: string;
  readonly network: string;
  readonly tally: Tally;
}

/** Where an attempt counts: for the account at its network, and for all that its network, and its site, try. */
interface Places {
  readonly own: Place;
  readonly wide: readonly Place[];
}

/**
 * Makes whoever guesses wait, and nobody else: failures count for an account at a network, and each wrong secret once.
 *
 * It counts in the memory of one process: of several identity-services each has its own. What it counted outlives a
 * restart, but for the last seconds.
 */
@Injectable()
export class PasswordThrottle {
  readonly #memory = new ThrottleMemory();
  readonly #accounts = new RecentMap<string, Place>(ACCOUNTS_KEPT);
  readonly #networks = new RecentMap<string, Place>(NETWORKS_KEPT);
  /** Secrets that were wrong, with the version for which they were. */
  readonly #wrong = new RecentMap<string, string>(SECRETS_KEPT);
  /** Accounts that signed in from a network: others' failures there are not theirs. */
  readonly #proven = new RecentMap<string, string>(ACCOUNTS_KEPT);
  readonly #pressure = new AccountPressure(this.#memory);
  readonly #flights = new Map<string, Promise<boolean>>();
  readonly #checks;

  constructor(
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.#checks = metrics.counter({
      name: 'password_checks_total',
      help: 'Passwords that were presented, by what came of them; a known wrong or throttled one costs no hash.',
      labels: ['outcome'],
    });
    metrics.gauge({
      name: 'password_throttles',
      help: 'Accounts at networks, and whole networks, that wait after wrong passwords.',
      read: () => this.waiting().length,
    });
  }

  /** Goes on with what was counted before the process ended; before anything is checked. */
  restore(key: Buffer, places: readonly KeptPlace[]): void {
    this.#memory.restore(key, places);
  }

  /** What is to be written down. */
  takeChanged(limit: number): readonly KeptPlace[] {
    return this.#memory.takeChanged(limit);
  }

  /** Whether the secret is right: compared where neither the answer is known nor somebody has to wait. */
  async check(attempt: Attempt, compare: () => Promise<boolean>): Promise<boolean> {
    const secret = this.mac('secret', attempt.account, attempt.secret);
    const places = this.placesOf(attempt);
    if (this.#wrong.get(secret) === attempt.version) {
      this.keep(places);
      this.count(places, secret);
      this.#checks.inc({ outcome: 'known_wrong' });
      return false;
    }
    this.admit(places, secret, attempt);
    this.keep(places);
    const counting = [places.own, ...places.wide];
    for (const { pending } of counting) pending.add(secret);
    const compared = this.#pressure.begin({ ...places.own, secret });
    try {
      const right = await this.fly(`${secret} ${attempt.version}`, compare);
      if (right) this.prove(places, attempt);
      else this.fail(places, secret, attempt);
      this.#checks.inc({ outcome: right ? 'right' : 'wrong' });
      return right;
    } finally {
      for (const { pending } of counting) pending.delete(secret);
      compared();
    }
  }

  /** Who waits now, the longest first. */
  waiting(): ThrottleView[] {
    const now = this.clock.now().getTime();
    return this.waits(now)
      .map(({ key, account, network, tally }) => ({
        id: this.mac('throttle', key),
        account: withoutSecret(account),
        network,
        failures: Math.round(tally.failures(now)),
        until: new Date(tally.until).toISOString(),
      }))
      .sort((one, other) => other.until.localeCompare(one.until));
  }

  /** Lets somebody try again at once; false where nobody waits by that id. */
  release(id: string): boolean {
    const now = this.clock.now().getTime();
    const found = this.waits(now).find(({ key }) => this.mac('throttle', key) === id);
    if (found === undefined) return false;
    found.tally.clear();
    this.#memory.note(found.key, found.tally);
    return true;
  }

  private waits(now: number): readonly Waiting[] {
    const places = [...this.#accounts.entries(), ...this.#networks.entries()]
      .map(([, place]) => place)
      .filter(({ tally }) => tally.until > now || tally.left(now) <= 0);
    const pressed = this.#pressure
      .pressed(now)
      .map(({ account, tally }) => ({ key: everywhere(account), account, network: EVERYWHERE, tally }));
    return [...places, ...pressed];
  }

  private placesOf({ account, address }: Attempt): Places {
    const network = networkOf(address);
    const site = siteOf(network);
    return {
      own:
        this.#accounts.get(`${network} ${account}`) ??
        this.newPlace(ownKey(account, network), { account, network }, ACCOUNT_LIMITS),
      wide: [
        this.#networks.get(network) ?? this.newPlace(`all of ${network}`, { account: '', network }, NETWORK_LIMITS),
        ...(site === null
          ? []
          : [this.#networks.get(site) ?? this.newPlace(`all of ${site}`, { account: '', network: site }, SITE_LIMITS)]),
      ],
    };
  }

  /** Only once something is compared: who is told to wait must not make it forget others by making up names. */
  private keep({ own, wide }: Places): void {
    this.#accounts.set(`${own.network} ${own.account}`, own);
    for (const place of wide) this.#networks.set(place.network, place);
  }

  private admit({ own, wide }: Places, secret: string, { account, version }: Attempt): void {
    const now = this.clock.now().getTime();
    const isProven = this.isProven(`${own.network} ${account}`, version);
    const wait = Math.max(
      ...(isProven ? [own] : [own, ...wide]).map((each) => waitOf(each, secret, now)),
      isProven ? 0 : this.#pressure.wait({ ...own, secret }, now),
    );
    if (wait > 0) {
      this.#checks.inc({ outcome: 'throttled' });
      throw new TooManyAttempts(wait);
    }
    if (wide.every(({ pending }) => pending.size < AT_ONCE || pending.has(secret))) return;
    this.#checks.inc({ outcome: 'busy' });
    throw new PasswordChecksBusy();
  }

  /** Who asks the same at the same time shares the answer. */
  private fly(key: string, compare: () => Promise<boolean>): Promise<boolean> {
    const under = this.#flights.get(key);
    if (under !== undefined) return under;
    const flight = compare().finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  private prove({ own }: Places, { account, version }: Attempt): void {
    const place = `${own.network} ${account}`;
    const isNew = this.#proven.get(place) !== version;
    const hadFailed = own.tally.failures(this.clock.now().getTime()) > 0;
    own.tally.clear();
    this.#proven.set(place, version);
    if (hadFailed) this.#memory.note(own.key, own.tally);
    if (isNew) this.#memory.prove(place, version, this.clock.now().getTime());
  }

  private fail(places: Places, secret: string, { version }: Attempt): void {
    this.#wrong.set(secret, version);
    this.count(places, secret);
  }

  private count({ own, wide }: Places, secret: string): void {
    if (own.counted.get(secret) === true) return;
    const now = this.clock.now().getTime();
    own.counted.set(secret, true);
    own.tally.add(now);
    for (const { tally } of wide) tally.add(now);
    for (const place of [own, ...wide]) this.#memory.note(place.key, place.tally);
    this.#pressure.fail({ ...own, secret }, now);
  }

  private isProven(place: string, version: string): boolean {
    const known = this.#proven.get(place);
    return known === undefined ? this.#memory.isProven(place, version) : known === version;
  }

  private newPlace(key: string, whose: Pick<Place, 'account' | 'network'>, limits: TallyLimits): Place {
    const counted = new RecentMap<string, true>(SECRETS_OF_ACCOUNT_KEPT);
    return { key, ...whose, tally: this.#memory.tallyOf(key, limits), counted, pending: new Set() };
  }

  private mac(...parts: readonly string[]): string {
    return this.#memory.mac(...parts);
  }
}

const ownKey = (account: string, network: string): string => `${network} ${account}`;

/** What is being compared counts as if it had failed: a burst of guesses gets no further than a row of them. */
function waitOf({ tally, pending }: Place, secret: string, now: number): number {
  if (tally.until > now) return tally.until - now;
  const others = pending.has(secret) ? pending.size - 1 : pending.size;
  return others > 0 && others >= tally.left(now) ? 1000 : 0;
}
