import type { RegistryState } from '@spectacles/access-control';
import type { IssueRegistryAccess } from '@spectacles/contracts';
import { type Clock, NotFound, ServiceUnavailable } from '@spectacles/platform';
import { policyAgeProblem, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { type AccessEntry, type BatchSigner, boundedLifetime, buildTokenClaims } from '@spectacles/registry-token';
import type { z } from 'zod';

import type { KeyRing } from '../key-ring/key-ring.js';
import type { PolicySource } from '../policy-source.js';
import type { LatestExpiries } from '../reports/latest-expiries.js';
import { TokenIds } from '../token-id.js';

type Request = z.output<typeof IssueRegistryAccess.request>;
type Reply = z.output<typeof IssueRegistryAccess.reply>;

/** What the service works with. */
export interface RegistryAccessParts {
  readonly source: PolicySource;
  readonly ring: KeyRing;
  readonly signer: BatchSigner;
  readonly clock: Clock;
  readonly limits: PolicyAgeLimits;
  readonly expiries: LatestExpiries;
}

/** The subject of tokens for our own work; a colon is in no user name. */
const SUBJECT = ':sync';

/** The closed list of what our own work may do: nothing of it writes. */
function accessOf({ scope }: Request, registry: RegistryState): readonly AccessEntry[] {
  switch (scope.kind) {
    case 'ping':
      return [];
    case 'catalog':
      // zot asks for the catalogue as for a repository without a name, and wants that very entry.
      return registry.registryKind === 'zot'
        ? [{ type: 'repository', name: '', actions: ['pull'] }]
        : [{ type: 'registry', name: 'catalog', actions: ['*'] }];
    case 'pull':
      return [{ type: 'repository', name: scope.repository, actions: ['pull'] }];
  }
}

/** Issues tokens with which registry-sync-service reads registries. People never get one: this has no door. */
export class RegistryAccessService {
  private readonly tokenIds = new TokenIds();

  constructor(private readonly parts: RegistryAccessParts) {}

  async issue(request: Request): Promise<Reply> {
    const { source, ring, signer, clock, limits, expiries } = this.parts;
    const tooOld = policyAgeProblem(source.ageSeconds(), limits, 'read');
    if (tooOld !== null) throw new ServiceUnavailable(tooOld);
    const registry = source.policy.registry(request.registryId);
    if (registry === null) throw new NotFound('There is no such registry.');
    const now = clock.now();
    const key = ring.signerFor(registry, now);
    if (key === null) throw new ServiceUnavailable('There is no key to sign with now.');
    const lifetimeSeconds = boundedLifetime(registry.pullTokenSeconds);
    const claims = buildTokenClaims({
      issuer: registry.issuer,
      subject: SUBJECT,
      service: registry.service,
      tokenId: this.tokenIds.next(),
      now,
      lifetimeSeconds,
      access: accessOf(request, registry),
    });
    expiries.note(registry.id, claims.exp * 1000);
    const signed = await signer.sign({ ...key, claims });
    if (!signed.ok) throw new TypeError('A token for a single repository is too large.');
    return { token: signed.token, expiresAt: new Date(claims.exp * 1000).toISOString() };
  }
}
