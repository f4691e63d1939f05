import { NotFound, ServiceUnavailable, type Clock, type MessageClient } from '@spectacles/platform';
import type { PolicyView } from '../access/policy-view.js';
import { RegistryTokens } from '../registries/registry-tokens.js';
import { type ProbedNames, type ProbeOutcome, probeNames } from './name-probe.js';

/** First pushes are rare: more of them at once are somebody's loop. */
const PROBES_AT_ONCE = 20;

/** What is to be asked of which registry, and where it is believed to be. */
export interface ProbeRequest extends ProbedNames {
  readonly registryId: string;
  readonly url: string;
}

/** Asks registries what they hold at this moment. */
export class ProbesService {
  private running = 0;

  constructor(
    private readonly view: PolicyView,
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {}

  async probe({ registryId, url, ...names }: ProbeRequest): Promise<ProbeOutcome> {
    const registry = this.view.policy.registry(registryId);
    if (registry === null) throw new NotFound();
    if (registry.url !== url) return { outcome: 'unknown', reason: 'Its address was changed meanwhile.' };
    if (this.running >= PROBES_AT_ONCE) throw new ServiceUnavailable('Too many first pushes at once. Push again.');
    this.running += 1;
    try {
      return await probeNames(registry, names, new RegistryTokens(registryId, this.messages, this.clock).supply);
    } finally {
      this.running -= 1;
    }
  }
}
