import { NotFound, ServiceUnavailable, type Clock, type MessageClient } from '@spectacles/platform';
import type { PolicyView } from '../access/policy-view.js';
import { RegistryTokens } from '../registries/registry-tokens.js';
import { type ProbedNames, type ProbeOutcome, probeNames } from './name-probe.js';

/** First pushes are rare: more of them at once to one registry are somebody's loop. */
const PROBES_AT_ONCE = 20;

/** What is to be asked of which registry, and where it is believed to be. */
export interface ProbeRequest extends ProbedNames {
  readonly registryId: string;
  readonly url: string;
}

/** Asks registries what they hold at this moment. */
export class ProbesService {
  /** By registry: one that does not answer holds up nobody who pushes to another. */
  private readonly running = new Map<string, number>();

  constructor(
    private readonly view: PolicyView,
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {}

  async probe({ registryId, url, ...names }: ProbeRequest): Promise<ProbeOutcome> {
    const registry = this.view.policy.registry(registryId);
    if (registry === null) throw new NotFound();
    if (registry.url !== url) return { outcome: 'unknown', reason: 'Its address was changed meanwhile.' };
    const running = this.running.get(registryId) ?? 0;
    if (running >= PROBES_AT_ONCE) throw new ServiceUnavailable('Too many first pushes at once. Push again.');
    this.running.set(registryId, running + 1);
    try {
      return await probeNames(registry, names, new RegistryTokens(registryId, this.messages, this.clock).supply);
    } finally {
      this.end(registryId);
    }
  }

  private end(registryId: string): void {
    const left = (this.running.get(registryId) ?? 1) - 1;
    if (left === 0) this.running.delete(registryId);
    else this.running.set(registryId, left);
  }
}
