import type { RegistryState } from '@spectacles/access-control';
import { withRequestId, type Clock, type Logger, type MessageClient, type Metrics } from '@spectacles/platform';
import { RegistryClient } from '@spectacles/registry-client';
import type { Catalog } from '../catalog/catalog.js';
import { RegistryTokens } from '../registries/registry-tokens.js';
import { RecheckBudget } from './recheck-budget.js';
import { pauseAskedFor, sweepErrorOf } from './sweep-errors.js';
import { runSweep } from './sweep-run.js';
import { UNRECORDED_NAMES_MAX } from '@spectacles/contracts';
import { noProgress, type RecheckPlace, type Sweep, type SweepError, type SweepProgress } from './sweep.js';
import type { SweepEnd, SweepRepository } from './sweep.repository.js';

export interface SweeperParts {
  readonly sweeps: SweepRepository;
  readonly catalog: Catalog;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly periodMs: number;
}

/** Known tags that a scheduled sweep asks for again: about a second of a registry's time. */
const RECHECKS_PER_SWEEP = 2000;
const RENEW_EVERY_MS = 1000;
/** Replicas and registries drift apart instead of asking all at once. */
const JITTER = 0.1;

const STOPPED: SweepError = { code: 'SWEEP_INTERRUPTED', message: 'The process that read the registry was stopped.' };
const TAKEN_OVER = new Error('another sweep has taken the registry');
const LOST: SweepError = { code: STOPPED.code, message: 'Another process has taken over the reading of the registry.' };

/** Runs sweeps that have begun, each by itself: one registry's failure is no other's. */
export class Sweeper {
  private readonly running = new Map<Promise<void>, AbortController>();
  private stopping = false;

  constructor(private readonly parts: SweeperParts) {}

  get count(): number {
    return this.running.size;
  }

  /** Goes on in the background; how it ends is recorded. */
  start(registry: RegistryState, sweep: Sweep, recheckFrom: RecheckPlace | null): void {
    const controller = new AbortController();
    const run = withRequestId(`sweep-${sweep.id}`, () => this.run(registry, { sweep, recheckFrom, controller }));
    this.running.set(run, controller);
    void run.finally(() => this.running.delete(run));
  }

  /** Ends what is running and waits until that is recorded. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const controller of this.running.values()) controller.abort(new Error('the service stops'));
    await Promise.all(this.running.keys());
  }

  private async run(
    registry: RegistryState,
    begun: {
      readonly sweep: Sweep;
      readonly recheckFrom: RecheckPlace | null;
      readonly controller: AbortController;
    },
  ): Promise<void> {
    const { sweep, controller } = begun;
    const progress = noProgress();
    const manual = sweep.trigger === 'manual';
    const budget = new RecheckBudget(manual ? Infinity : RECHECKS_PER_SWEEP, manual ? null : begun.recheckFrom);
    const renewing = this.renewWhileRunning(sweep, progress, controller);
    let end: SweepEnd;
    try {
      const { failure, unrecorded } = await this.read(registry, { budget, progress, signal: controller.signal });
      await this.tellWhole(registry, sweep, unrecorded);
      const error = failure === null ? null : sweepErrorOf(failure);
      end = { state: 'succeeded', progress, error, dueAt: this.dueAfter(sweep, 0), recheckFrom: budget.next };
    } catch (error) {
      end = { state: 'failed', progress, ...this.failureOf(sweep, error), recheckFrom: undefined };
    }
    clearInterval(renewing);
    await this.record(sweep, end);
  }

  private async read(
    registry: RegistryState,
    reading: { readonly budget: RecheckBudget; readonly progress: SweepProgress; readonly signal: AbortSignal },
  ) {
    const { messages, clock, catalog } = this.parts;
    const client = new RegistryClient({
      url: registry.url,
      caCertificate: registry.caCertificate,
      token: new RegistryTokens(registry.id, messages, clock).supply,
      signal: reading.signal,
    });
    try {
      return await runSweep({ registryId: registry.id, client, catalog, ...reading });
    } finally {
      await client.close();
    }
  }

  /** From then on what the catalog does not have is not there. With too much that it could not take, nothing follows. */
  private async tellWhole(
    { id: registryId, url }: RegistryState,
    sweep: Sweep,
    names: readonly string[],
  ): Promise<void> {
    const unrecorded = names.length > UNRECORDED_NAMES_MAX ? null : names;
    await this.parts.catalog.reportRead({ registryId, url, readAt: sweep.startedAt, unrecorded });
  }

  /** Says where the sweep is, and ends it when another one holds the registry. */
  private renewWhileRunning(sweep: Sweep, progress: SweepProgress, controller: AbortController): NodeJS.Timeout {
    const renew = async (): Promise<void> => {
      try {
        if (!(await this.parts.sweeps.renew(sweep, progress))) controller.abort(TAKEN_OVER);
      } catch (error) {
        this.parts.logger.warn({ err: error, sweepId: sweep.id }, 'the progress of a sweep could not be recorded');
      }
    };
    return setInterval(() => void renew(), RENEW_EVERY_MS);
  }

  private failureOf(sweep: Sweep, error: unknown): { readonly error: SweepError; readonly dueAt: Date } {
    if (this.stopping) return { error: STOPPED, dueAt: this.parts.clock.now() };
    if (error === TAKEN_OVER) return { error: LOST, dueAt: this.parts.clock.now() };
    const known = sweepErrorOf(error);
    if (known === null) this.parts.logger.error({ err: error, sweepId: sweep.id }, 'a sweep failed');
    const shown = known ?? { code: 'INTERNAL', message: 'Something went wrong on our side; the log tells more.' };
    return { error: shown, dueAt: this.dueAfter(sweep, pauseAskedFor(error)) };
  }

  /** A period after the beginning, but never at once: a registry that takes longer gets a rest. */
  private dueAfter(sweep: Sweep, pauseMs: number): Date {
    const { clock, periodMs } = this.parts;
    const period = periodMs * (1 + JITTER * (Math.random() - 0.5));
    const now = clock.now().getTime();
    return new Date(Math.max(sweep.startedAt.getTime() + period, now + Math.max(pauseMs, periodMs * JITTER)));
  }

  private async record(sweep: Sweep, end: SweepEnd): Promise<void> {
    const { sweeps, metrics, logger, clock } = this.parts;
    const seconds = (clock.now().getTime() - sweep.startedAt.getTime()) / 1000;
    const outcome = end.state;
    metrics
      .counter({ name: 'registry_sweeps_total', help: 'Sweeps by how they ended.', labels: ['trigger', 'outcome'] })
      .inc({ trigger: sweep.trigger, outcome });
    metrics
      .histogram({
        name: 'registry_sweep_duration_seconds',
        help: 'Duration of sweeps.',
        labels: ['outcome'],
        buckets: DURATIONS,
      })
      .observe({ outcome }, seconds);
    const level = end.error === null ? 'debug' : 'warn';
    logger[level](
      { sweepId: sweep.id, registryId: sweep.registryId, ...end.progress, error: end.error },
      'sweep ended',
    );
    try {
      await sweeps.finish(sweep, end);
    } catch (error) {
      logger.error({ err: error, sweepId: sweep.id }, 'the end of a sweep could not be recorded');
    }
  }
}

const DURATIONS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800];
