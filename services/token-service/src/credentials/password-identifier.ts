import type { UserState } from '@spectacles/access-control';
import { type Clock, withRequestId } from '@spectacles/platform';

import type { Credentials } from '../door/basic-credentials.js';
import * as refusals from '../door/refusal.js';
import type { RequestOrigin } from '../door/request-origin.js';
import type { TokenMetrics } from '../door/token-metrics.js';
import { A_PASSWORD, type Identification, unknownSubject } from '../door/who.js';
import type { PolicySource } from '../policy-source.js';
import type { Authentication, Authenticator } from './authenticator.js';

export interface PasswordIdentifierOptions {
  readonly source: Pick<PolicySource, 'policy'>;
  readonly authenticator: Authenticator;
  readonly metrics: TokenMetrics;
  readonly clock: Clock;
}

/** Tells who somebody is by a password: from memory where it was verified lately, else by asking whoever has the hash. */
export class PasswordIdentifier {
  constructor(private readonly options: PasswordIdentifierOptions) {}

  /** At once, where nobody need be asked; null otherwise. */
  recall(credentials: Credentials, address: string): Identification | null {
    const { source, authenticator, metrics } = this.options;
    if (source.policy.settings().tokensOnly) return reject(credentials, refusals.tokensOnly, 'TOKENS_ONLY');
    const user = authenticator.recall(credentials);
    if (user === null) return null;
    metrics.password('cached');
    return this.accept(user, address);
  }

  async verify(credentials: Credentials, { address, requestId }: RequestOrigin): Promise<Identification> {
    const { source, authenticator, metrics } = this.options;
    const verified = await withRequestId(requestId, () => authenticator.verify(credentials, address));
    metrics.password(verified.kind);
    if (verified.kind !== 'user') return refusalOf(credentials, verified);
    // The wait is over: what is decided now is decided on the policy of now, on which the user may be no more.
    const user = source.policy.user(verified.user.id);
    if (user?.status !== 'active') return reject(credentials, refusals.badCredentials, 'DISABLED');
    if (user.credentialVersion !== verified.user.credentialVersion)
      return reject(credentials, refusals.badCredentials, 'INVALID_CREDENTIALS');
    return this.accept(user, address);
  }

  private accept({ id, username }: UserState, address: string): Identification {
    const at = this.options.clock.now().getTime();
    return {
      ok: true,
      caller: {
        subject: username,
        principal: { kind: 'user', userId: id, at, address },
        who: { kind: 'user', id, name: username },
        credential: A_PASSWORD,
        refreshToken: null,
      },
    };
  }
}

const reject = ({ username }: Credentials, refusal: refusals.Refusal, reason: string): Identification => ({
  ok: false,
  refusal,
  reason,
  who: unknownSubject(username),
  credential: A_PASSWORD,
  refreshTokenId: null,
});

function refusalOf(credentials: Credentials, answer: Exclude<Authentication, { kind: 'user' }>): Identification {
  switch (answer.kind) {
    case 'refused':
      return reject(credentials, refusals.badCredentials, 'INVALID_CREDENTIALS');
    case 'throttled':
      return reject(credentials, refusals.tooManyAttempts(answer.retryAfterSeconds), 'TOO_MANY_ATTEMPTS');
    case 'unreachable':
      return reject(
        credentials,
        refusals.unavailable('Passwords cannot be checked now. Try again.'),
        'PASSWORDS_UNAVAILABLE',
      );
  }
}
