import { createHmac, randomBytes } from 'node:crypto';
import type { KeptPlace } from './kept-place.js';
import { RecentMap } from './recent-map.js';
import { Tally, type TallyLimits } from './tally.js';

const RESTORED = 40_000;
/** What changed and is not written yet; of more than that the oldest is not kept. */
const CHANGED = 10_000;

/** Tallies and proofs as they were before the last restart, and what of them changed since it was written. */
export class ThrottleMemory {
  #key: Buffer = randomBytes(32);
  readonly #restored = new RecentMap<string, KeptPlace>(RESTORED);
  readonly #changed = new RecentMap<string, () => KeptPlace>(CHANGED);

  /** From now on with a key that outlives the process, and what was written with it. */
  restore(key: Buffer, places: readonly KeptPlace[]): void {
    this.#key = key;
    // The latest come first, and are to be forgotten last.
    for (const place of places.toReversed()) this.#restored.set(place.id, place);
  }

  /** Never the text itself, and nothing that anybody without the key could compare. */
  mac(...parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  }

  /** The tally of a place that nobody guessed at since the start. */
  tallyOf(place: string, limits: TallyLimits): Tally {
    return new Tally(limits, this.#restored.get(this.mac('failures', place)));
  }

  /** The tally of a place changed. */
  note(place: string, tally: Tally): void {
    const id = this.mac('failures', place);
    this.#changed.set(id, () => ({ id, kind: 'failures', ...tally.state }));
  }

  isProven(place: string, version: string): boolean {
    return this.#restored.get(this.mac('proven', place, version)) !== undefined;
  }

  /** An account signed in from a network. */
  prove(place: string, version: string, at: number): void {
    const id = this.mac('proven', place, version);
    this.#changed.set(id, () => ({ id, kind: 'proven', failures: 0, at, until: 0 }));
  }

  /** What is to be written, the oldest change first. */
  takeChanged(limit: number): readonly KeptPlace[] {
    const taken = [...this.#changed.entries()].slice(0, limit);
    for (const [id] of taken) this.#changed.delete(id);
    return taken.map(([, stateOf]) => stateOf());
  }
}
