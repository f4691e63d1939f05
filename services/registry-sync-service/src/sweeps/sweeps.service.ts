import { Id, type SweepView } from '@spectacles/contracts';
import { MalformedRequest, NotFound, ServiceUnavailable } from '@spectacles/platform';
import type { PolicyView } from '../access/policy-view.js';
import { settingsOf } from '../registries/registry-settings.js';
import { viewOf } from './sweep.js';
import type { SweepRepository } from './sweep.repository.js';
import type { Sweeper } from './sweeper.js';

/** Sweeps as administrators see and begin them. */
export class SweepsService {
  constructor(
    private readonly sweeps: SweepRepository,
    private readonly sweeper: Sweeper,
    private readonly view: PolicyView,
  ) {}

  /** Begins a sweep; one that is running is answered instead. */
  async start(registryId: string): Promise<SweepView> {
    const registry = this.view.policy.registry(registryId);
    if (registry === null) throw new NotFound();
    const begun = await this.sweeps.begin({ registryId, settings: settingsOf(registry), trigger: 'manual' });
    if (begun.outcome === 'not-due') throw new ServiceUnavailable('The registry cannot be read now. Try again.');
    if (begun.outcome === 'begun') this.sweeper.start(registry, begun.sweep, begun.recheckFrom);
    return viewOf(begun.sweep);
  }

  /** Newest first. */
  async list(
    registryId: string,
    { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<{ items: SweepView[]; next: string | null }> {
    if (this.view.policy.registry(registryId) === null) throw new NotFound();
    if (cursor !== undefined && !Id.safeParse(cursor).success)
      throw new MalformedRequest('The cursor is not one of this list.');
    const found = await this.sweeps.list(registryId, cursor ?? null, limit + 1);
    const shown = found.slice(0, limit);
    return { items: shown.map(viewOf), next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
  }
}
