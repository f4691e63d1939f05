import { POLICY_FORMAT, type ReplicaReport } from '@spectacles/contracts';
import type { Clock } from '@spectacles/platform';
import type { z } from 'zod';
import type { PolicyInForce } from './policy-in-force.js';
import { type Replica, stillCounts } from './replica.js';
import type { ReplicaRepository } from './replica.repository.js';

const STORED_EVERY_MS = 60_000;

export interface ReplicaRegistryOptions {
  readonly clock: Clock;
  readonly inForce: PolicyInForce;
  /** How old a policy may be that a token server still issues tokens to push by. */
  readonly writeSeconds: number;
  /** Told of a failure to store; what is in memory goes on. */
  readonly onError: (error: unknown) => void;
}

/** Who enforces which version of the policy, as the token servers themselves tell. */
export class ReplicaRegistry {
  readonly #replicas = new Map<string, Replica>();
  readonly #storedAt = new Map<string, number>();
  #store: ReplicaRepository | null = null;

  constructor(private readonly options: ReplicaRegistryOptions) {}

  /** Takes up what was known before a restart; only from then on anything is stored. */
  async open(store: ReplicaRepository): Promise<void> {
    for (const replica of await store.all())
      if (!this.#replicas.has(replica.instance)) this.#replicas.set(replica.instance, replica);
    this.#store = store;
  }

  /** A replica tells how far it is. */
  heard(report: z.output<typeof ReplicaReport>): void {
    const now = this.options.clock.now();
    const firstSeenAt = this.#replicas.get(report.instance)?.firstSeenAt ?? now;
    const replica = { ...report, firstSeenAt, lastSeenAt: now };
    this.#replicas.set(report.instance, replica);
    this.#tellHowFar();
    this.#keep(replica);
  }

  /** A replica issues nothing any more. */
  left(instance: string): void {
    this.#forget(instance);
    this.#tellHowFar();
  }

  /** All that may still decide, or whose tokens may still live; silent ones too. */
  counting(): readonly Replica[] {
    const now = this.options.clock.now();
    for (const replica of this.#replicas.values())
      if (!stillCounts(replica, now, this.options.writeSeconds)) this.#forget(replica.instance);
    return [...this.#replicas.values()];
  }

  /** What every replica that counts can read of the log. */
  readableFormat(): number {
    return Math.min(POLICY_FORMAT, ...this.counting().map(({ format }) => format));
  }

  #tellHowFar(): void {
    this.options.inForce.reached(this.counting().map(({ version }) => version));
  }

  #forget(instance: string): void {
    this.#replicas.delete(instance);
    this.#storedAt.delete(instance);
    this.#store?.remove(instance).catch(this.options.onError);
  }

  #keep(replica: Replica): void {
    const at = replica.lastSeenAt.getTime();
    const last = this.#storedAt.get(replica.instance);
    if (this.#store === null || (last !== undefined && at - last < STORED_EVERY_MS)) return;
    this.#storedAt.set(replica.instance, at);
    this.#store.save(replica).catch(this.options.onError);
  }
}
