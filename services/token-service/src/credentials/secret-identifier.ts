import { type CredentialState, presentedSecret, type PresentedSecret } from '@spectacles/access-control';
import type { DecisionSubject, UsedCredential } from '@spectacles/contracts';
import { beginsAsSecret, type Clock, hashSecret, secretPrefix } from '@spectacles/platform';

import type { Credentials } from '../door/basic-credentials.js';
import * as refusals from '../door/refusal.js';
import type { Identification, Rejection } from '../door/who.js';
import { NO_CREDENTIAL, unknownSubject } from '../door/who.js';
import type { PolicySource } from '../policy-source.js';
import { reasonOfTrouble } from './caller-trouble.js';
import type { FailureBuckets } from './failure-buckets.js';
import { SharedLook } from './shared-look.js';

/** The credential of a record. */
const usedSecret = ({ id, name, owner }: CredentialState): UsedCredential => ({
  kind: owner.kind === 'robot' ? 'robot-secret' : 'token',
  id,
  name,
});

export interface SecretIdentifierOptions {
  readonly source: Pick<PolicySource, 'policy' | 'catchUp'>;
  readonly clock: Clock;
  readonly failures: FailureBuckets;
}

/**
 * Tells whose personal access token or robot's secret it is, by the policy in memory alone: no message, no password hash.
 * Where it is not there, the log is looked at once more, as often as the address may fail. Whatever is wrong, the client
 * reads the same; the record says what it was.
 */
export class SecretIdentifier {
  private readonly look: SharedLook;

  constructor(private readonly options: SecretIdentifierOptions) {
    this.look = new SharedLook(options.source);
  }

  /** Null for what is no secret of ours, and so may be a password. A promise only for a secret that is not known here. */
  identify(credentials: Credentials, address: string): Identification | Promise<Identification> | null {
    // Passwords are not hashed here.
    if (!beginsAsSecret(credentials.secret)) return null;
    const { failures } = this.options;
    const secretHash = hashSecret(credentials.secret);
    const known = this.presented(secretHash, address);
    if (known !== null) return this.identifyBy(known, credentials, address);
    // What is known needs no look at its checksum; what is not may have been mistyped, or be somebody's password.
    const prefix = secretPrefix(credentials.secret);
    if (prefix === null) return null;
    if (prefix === 'spf_') return this.reject(address, rejected(credentials, 'REFRESH_TOKEN_AS_PASSWORD'));
    const unknown = rejected(credentials, 'UNKNOWN_SECRET');
    if (failures.wait(address) !== null) return this.reject(address, unknown);
    // It may have been made a moment ago: whoever made it was answered before the policy here could follow.
    return this.look.take().then(() => {
      const found = this.presented(secretHash, address);
      return found === null ? this.reject(address, unknown) : this.identifyBy(found, credentials, address);
    });
  }

  private presented(secretHash: string, address: string): PresentedSecret | null {
    const { source, clock } = this.options;
    return presentedSecret(source.policy, secretHash, { at: clock.now().getTime(), address });
  }

  private identifyBy(
    { credential, ownerName, principal, trouble }: PresentedSecret,
    { username }: Credentials,
    address: string,
  ): Identification {
    const used = usedSecret(credential);
    if (ownerName !== username) {
      return this.reject(address, { who: unknownSubject(username), credential: used, reason: 'NAME_OF_ANOTHER' });
    }
    const who: DecisionSubject = { kind: credential.owner.kind, id: credential.owner.id, name: ownerName };
    if (trouble !== null) return this.reject(address, { who, credential: used, reason: reasonOfTrouble(trouble) });
    return { ok: true, caller: { subject: ownerName, principal, who, credential: used, refreshToken: null } };
  }

  /** Counted, so that somebody who tries secrets has to wait; whoever has a right one never gets here. */
  private reject(address: string, why: Reason): Identification {
    const wait = this.options.failures.take(address);
    const refusal = wait === null ? refusals.badCredentials : refusals.tooManyAttempts(wait);
    return { ok: false, ...why, refusal, refreshTokenId: null };
  }
}

type Reason = Omit<Rejection, 'refusal' | 'refreshTokenId'>;

/** Why a secret is nobody's; only the name beside it is known then. */
const rejected = ({ username }: Credentials, reason: string): Reason => ({
  who: unknownSubject(username),
  credential: NO_CREDENTIAL,
  reason,
});
