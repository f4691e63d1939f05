import type { RegistryState } from '@spectacles/access-control';
import type { Logger } from '@spectacles/platform';
import { debounceTime, type Subscription } from 'rxjs';
import type { PolicyView } from '../access/policy-view.js';
import { settingsOf } from '../registries/registry-settings.js';
import type { SweepRepository } from './sweep.repository.js';
import type { Sweeper } from './sweeper.js';

export interface SweepSchedulerParts {
  readonly view: PolicyView;
  readonly sweeps: SweepRepository;
  readonly sweeper: Sweeper;
  readonly logger: Logger;
}

const LOOK_EVERY_MS = 1000;
/** Changes of the policy come in bursts. */
const SETTLE_MS = 50;
/** Sweeps at once in this process; others that are due wait, or another replica takes them. */
const SWEEPS_AT_ONCE = 4;

/** Begins a sweep wherever one is due: some time after the last, and at once when a registry is new or has changed. */
export class SweepScheduler {
  private readonly noticed = new Map<string, string>();
  private timer: NodeJS.Timeout | null = null;
  private subscription: Subscription | null = null;
  private looking: Promise<void> | null = null;
  /** What went while this process did not run is looked for once. */
  private lookedForGone = false;

  constructor(private readonly parts: SweepSchedulerParts) {}

  start(): void {
    this.timer = setInterval(() => {
      this.look();
    }, LOOK_EVERY_MS);
    this.subscription = this.parts.view.changed.pipe(debounceTime(SETTLE_MS)).subscribe(() => {
      this.look();
    });
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.subscription?.unsubscribe();
    await this.looking;
  }

  private look(): void {
    const { view } = this.parts;
    if (this.looking !== null || !view.ready || view.ageProblem('read') !== null) return;
    this.looking = this.beginDue()
      .catch((error: unknown) => {
        this.parts.logger.warn({ err: error }, 'sweeps that are due could not be begun');
      })
      .finally(() => {
        this.looking = null;
      });
  }

  private async beginDue(): Promise<void> {
    const { view, sweeps, sweeper } = this.parts;
    await this.notice(view.policy.registries());
    for (const registryId of await sweeps.due()) {
      if (sweeper.count >= SWEEPS_AT_ONCE) return;
      const registry = view.policy.registry(registryId);
      if (registry === null) continue;
      const begun = await sweeps.begin({ registryId, settings: settingsOf(registry), trigger: 'schedule' });
      if (begun.outcome === 'begun') sweeper.start(registry, begun.sweep, begun.recheckFrom);
    }
  }

  private async notice(registries: readonly RegistryState[]): Promise<void> {
    await this.forgetGone(new Set(registries.map((registry) => registry.id)));
    const changed = registries
      .map((registry) => ({ id: registry.id, settings: settingsOf(registry) }))
      .filter(({ id, settings }) => this.noticed.get(id) !== settings);
    if (changed.length === 0) return;
    await this.parts.sweeps.notice(changed);
    for (const { id, settings } of changed) this.noticed.set(id, settings);
  }

  /** A sweep that runs there finds out when it next says where it is. */
  private async forgetGone(connected: ReadonlySet<string>): Promise<void> {
    const gone = [...this.noticed.keys()].filter((id) => !connected.has(id));
    if (gone.length === 0 && this.lookedForGone) return;
    await this.parts.sweeps.forgetDisconnected((id) => this.parts.view.policy.registry(id) !== null);
    for (const id of gone) this.noticed.delete(id);
    this.lookedForGone = true;
  }
}
