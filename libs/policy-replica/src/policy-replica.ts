import { setImmediate } from 'node:timers/promises';
import { CompiledPolicy } from '@spectacles/access-control';
import {
  LogReader,
  type LogCommit,
  type LogSource,
  type Refusal,
  type SnapshotTarget,
} from '@spectacles/change-log/reader';
import { PolicyNotYet, ServiceUnavailable, type Clock, type Logger } from '@spectacles/platform';
import { filter, firstValueFrom, merge, ReplaySubject, timer, type Observable } from 'rxjs';
import { policyAgeProblem, standardPolicyAge, type PolicyAgeLimits, type PolicyUse } from './policy-age.js';
import { readPolicyRows } from './policy-rows.js';

export interface PolicyReplicaOptions {
  readonly source: LogSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How often lost doorbells are made good; 2 s by default. */
  readonly pollMs?: number;
  /** How long it may go unconfirmed; a day for reads, a quarter of an hour for writes by default. */
  readonly limits?: PolicyAgeLimits;
  /** Rows asked for at once. */
  readonly pageSize?: number;
}

const POLL_MS = 2000;

/** Rows of a snapshot that are taken at once: about a millisecond's work. */
const SLICE = 250;

/** How long a request may wait for a version that its caller has already seen. */
const PATIENCE_MS = 300;

/**
 * The policy in memory: always what the log said after some whole commit, never a mixture of two.
 *
 * Hold on to `policy` for one decision only, and take it after the last wait: a snapshot puts another in its place.
 */
export class PolicyReplica {
  readonly #reader: LogReader;
  readonly #changed = new ReplaySubject<number>(1);
  readonly #limits: PolicyAgeLimits;
  #policy = CompiledPolicy.empty();
  #version: number | null = null;

  constructor(options: PolicyReplicaOptions) {
    this.#limits = options.limits ?? standardPolicyAge;
    this.#reader = new LogReader({
      source: options.source,
      pollMs: options.pollMs ?? POLL_MS,
      clock: options.clock,
      logger: options.logger,
      ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
      apply: (commit) => {
        this.apply(commit);
      },
      beginSnapshot: () => this.beginSnapshot(),
    });
  }

  /** The policy in force; before the first snapshot one in which nobody may do anything. */
  get policy(): CompiledPolicy {
    return this.#policy;
  }

  /** The number of the last commit that is in force; 0 before the first snapshot. */
  get version(): number {
    return this.#version ?? 0;
  }

  /** Whether there is a policy to decide by. */
  get ready(): boolean {
    return this.#version !== null;
  }

  /** Why the replica stands still, where the log holds what this version cannot read. */
  get refusal(): Refusal | null {
    return this.#reader.refusal;
  }

  /** Tells the version of each policy that comes into force, and at once that of the one that is. */
  get changed(): Observable<number> {
    return this.#changed.asObservable();
  }

  /** Seconds since the owner last confirmed that this is the newest policy. */
  ageSeconds(): number {
    return this.#reader.ageSeconds();
  }

  /** Why a decision would rest on rights that may long be taken away; null where it does not. */
  ageProblem(use: PolicyUse): string | null {
    return policyAgeProblem(this.ageSeconds(), this.#limits, use);
  }

  /** Refuses with SERVICE_UNAVAILABLE, and the name of the setting, once nobody confirmed the policy for too long. */
  requireFresh(use: PolicyUse): void {
    const problem = this.ageProblem(use);
    if (problem !== null) throw new ServiceUnavailable(problem);
  }

  /**
   * Waits a moment until a version is in force; without one, until there is any policy. Else POLICY_NOT_YET.
   * A policy too old to read by is refused here, so that nobody who waits can forget to ask.
   */
  async atLeast(version = 0, patienceMs = PATIENCE_MS): Promise<void> {
    if (!this.has(version)) await this.wait(version, patienceMs);
    this.requireFresh('read');
  }

  /** Looks at the log now; resolves when what was committed before is in force, or could not be read. */
  catchUp(): Promise<void> {
    return this.#reader.pull();
  }

  /** Begins to follow; resolves after the first attempt, whether the owner answered or not. */
  start(): Promise<void> {
    return this.#reader.start();
  }

  /** The doorbell: the log is at `n`. */
  ring(n: number): void {
    this.#reader.ring(n);
  }

  async stop(): Promise<void> {
    await this.#reader.stop();
    this.#changed.complete();
  }

  private async wait(version: number, patienceMs: number): Promise<void> {
    // The bell of that commit may be lost, or still be on its way.
    this.#reader.ring(version);
    const reached = this.#changed.pipe(filter((current) => current >= version));
    await firstValueFrom(merge(reached, timer(patienceMs)));
    // A busy loop runs timers before it reads what has arrived: let it read once.
    if (!this.has(version)) await setImmediate();
    if (!this.has(version)) throw new PolicyNotYet();
  }

  private has(version: number): boolean {
    return this.#version !== null && this.#version >= version;
  }

  /** Reads every row before it applies the first, so that a commit is in force as a whole or not at all. */
  private apply(commit: LogCommit): void {
    this.#policy.apply(readPolicyRows(commit.rows));
    this.comeIntoForce(this.#policy, commit.cursor.n);
  }

  private beginSnapshot(): SnapshotTarget {
    const next = CompiledPolicy.empty();
    return {
      // Nobody decides by it yet: between its parts others may go on.
      load: async (rows) => {
        for (let from = 0; from < rows.length; from += SLICE) {
          if (from > 0) await setImmediate();
          next.apply(readPolicyRows(rows.slice(from, from + SLICE)));
        }
      },
      apply: (commit) => {
        next.apply(readPolicyRows(commit.rows));
      },
      activate: (cursor) => {
        this.comeIntoForce(next, cursor.n);
      },
    };
  }

  private comeIntoForce(policy: CompiledPolicy, version: number): void {
    this.#policy = policy;
    this.#version = version;
    this.#changed.next(version);
  }
}
