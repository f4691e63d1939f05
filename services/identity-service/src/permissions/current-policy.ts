import { setImmediate } from 'node:timers/promises';
import { CompiledPolicy, type PolicyRow } from '@spectacles/access-control';
import type { LogCursor } from '@spectacles/contracts';
import { PolicyNotYet } from '@spectacles/platform';

/** A few milliseconds of work. */
const ROWS_AT_ONCE = 2000;

/** The policy at one version. It may become a newer one in place, in one step, whenever something is awaited. */
export interface PolicyVersion {
  readonly policy: CompiledPolicy;
  readonly version: number;
}

/** What was committed since a place in the log, or everything. */
export interface PolicyRows {
  readonly everything: boolean;
  readonly rows: readonly PolicyRow[];
  readonly cursor: LogCursor;
}

/** The own log as rows of a policy. */
export abstract class PolicySource {
  /** All rows after a place that this source answered before; everything without one. */
  abstract since(cursor: LogCursor | null): Promise<PolicyRows>;
}

/** The compiled policy of the owner: every reading first takes in what was committed before it. */
export class CurrentPolicy {
  #policy = CompiledPolicy.empty();
  #cursor: LogCursor | null = null;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(private readonly source: PolicySource) {}

  /** The policy, at least as new as what was committed when this was called, and as what the caller has seen. */
  async read(atLeast?: number): Promise<PolicyVersion> {
    await this.#catchUp();
    const version = this.#cursor?.n ?? 0;
    if (atLeast !== undefined && version < atLeast) throw new PolicyNotYet();
    return { policy: this.#policy, version };
  }

  /**
   * The policy that a change under way builds on: `n` is the number that the change holds, so nothing can be committed
   * between this reading and its end.
   */
  async before(n: number): Promise<CompiledPolicy> {
    const { policy, version } = await this.read();
    if (version !== n - 1) throw new PolicyNotYet();
    return policy;
  }

  /** A look that began before the call may have missed something: everybody who waits shares the next one. */
  #catchUp(): Promise<void> {
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        this.#running = this.#look();
        return this.#running;
      });
    return this.#next;
  }

  async #look(): Promise<void> {
    const { everything, rows, cursor } = await this.source.since(this.#cursor);
    if (everything) this.#policy = await compile(rows);
    else this.#policy.apply(rows);
    this.#cursor = cursor;
  }
}

/** A new policy is built beside the old one, and lets others work in between. */
async function compile(rows: readonly PolicyRow[]): Promise<CompiledPolicy> {
  const policy = CompiledPolicy.empty();
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    policy.apply(rows.slice(start, start + ROWS_AT_ONCE));
    await setImmediate();
  }
  return policy;
}
