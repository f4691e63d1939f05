import type { CheckReport, NewRegistry } from '@spectacles/contracts';
import { NotFound, type Clock, type MessageClient } from '@spectacles/platform';
import type { PolicyView } from '../access/policy-view.js';
import { RegistryTokens } from '../registries/registry-tokens.js';
import { checkConnection } from './connection-check.js';

export interface ChecksParts {
  readonly view: PolicyView;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Issuer of tokens where a registry names none of its own. */
  readonly issuer: string;
}

/** Tests connections to registries, saved or not. */
export class ChecksService {
  constructor(private readonly parts: ChecksParts) {}

  async check(registryId: string): Promise<CheckReport> {
    const { view, messages, clock, publicUrl } = this.parts;
    const registry = view.policy.registry(registryId);
    if (registry === null) throw new NotFound();
    const token = new RegistryTokens(registryId, messages, clock).supply;
    return {
      results: await checkConnection({ ...registry, kind: registry.registryKind }, { clock, publicUrl, token }),
    };
  }

  async checkDraft(draft: NewRegistry): Promise<CheckReport> {
    const { clock, publicUrl, issuer } = this.parts;
    const target = {
      url: draft.url,
      kind: draft.kind,
      service: draft.service,
      issuer: draft.issuer ?? issuer,
      caCertificate: draft.caCertificate ?? null,
    };
    return { results: await checkConnection(target, { clock, publicUrl, token: null }) };
  }
}
