import type { RegistryState } from '@spectacles/access-control';

import * as refusals from '../door/refusal.js';
import type { RequestOrigin } from '../door/request-origin.js';
import type { CredentialKind, TokenMetrics } from '../door/token-metrics.js';
import type { TokenRequest } from '../door/token-request.js';
import { ANONYMOUS, type Identification } from '../door/who.js';
import type { RefreshTokenIdentifier } from '../refresh-tokens/refresh-token-identifier.js';
import type { RefreshTokenContents } from '../refresh-tokens/refresh-token-sealer.js';
import type { PasswordIdentifier } from './password-identifier.js';
import type { SecretIdentifier } from './secret-identifier.js';

export interface CallerIdentifierParts {
  readonly secrets: SecretIdentifier;
  readonly passwords: PasswordIdentifier;
  readonly refreshTokens: RefreshTokenIdentifier;
  readonly metrics: TokenMetrics;
}

/** Tells who a request is from, by whatever it presents. */
export class CallerIdentifier {
  constructor(private readonly parts: CallerIdentifierParts) {}

  /** A promise only where something must be waited for: tokens and robots' secrets are known at once. */
  identify(
    { presented }: TokenRequest,
    registry: RegistryState,
    origin: RequestOrigin,
    opened: RefreshTokenContents | null,
  ): Identification | Promise<Identification> {
    const { secrets, passwords, refreshTokens } = this.parts;
    const { address } = origin;
    switch (presented.kind) {
      case 'anonymous':
        return registry.refuseAnonymous ? ANONYMOUS_REFUSED : anonymousAt(address);
      case 'refresh-token': {
        if (opened === null) return this.counted('refresh-token', refreshTokens.rejectUnknown(presented, address));
        const identified = refreshTokens.identify(presented, opened, registry, address);
        return identified.then((identification) => this.counted('refresh-token', identification));
      }
      case 'password': {
        const bySecret = secrets.identify(presented.credentials, address);
        if (bySecret instanceof Promise)
          return bySecret.then((identification) => this.counted('secret', identification));
        if (bySecret !== null) return this.counted('secret', bySecret);
        return passwords.recall(presented.credentials, address) ?? passwords.verify(presented.credentials, origin);
      }
    }
  }

  private counted(kind: CredentialKind, identification: Identification): Identification {
    this.parts.metrics.credential(kind, identification.ok);
    return identification;
  }
}

const anonymousAt = (address: string): Identification => ({
  ok: true,
  caller: { ...ANONYMOUS, principal: { kind: 'anonymous', address } },
});

const ANONYMOUS_REFUSED: Identification = {
  ok: false,
  refusal: refusals.anonymousRefused,
  reason: 'ANONYMOUS_REFUSED',
  who: ANONYMOUS.who,
  credential: ANONYMOUS.credential,
  refreshTokenId: null,
};
