import type { CredentialState, Principal } from '@spectacles/access-control';
import type { DecisionSubject, UsedCredential } from '@spectacles/contracts';
import { type Clock, hashSecret, secretPrefix } from '@spectacles/platform';

import type { Credentials } from '../door/basic-credentials.js';
import * as refusals from '../door/refusal.js';
import type { Identification, Rejection } from '../door/who.js';
import { NO_CREDENTIAL, unknownSubject } from '../door/who.js';
import type { PolicySource } from '../policy-source.js';
import { callerTrouble } from './caller-trouble.js';
import type { FailureBuckets } from './failure-buckets.js';

/** The credential of a record. */
export const usedSecret = ({ id, name, owner }: CredentialState): UsedCredential => ({
  kind: owner.kind === 'robot' ? 'robot-secret' : 'token',
  id,
  name,
});

/** Whose secret it is: the name to write beside it, and the subject of the tokens it gives. */
export interface CredentialOwner {
  readonly name: string;
  readonly who: DecisionSubject;
}

export interface SecretIdentifierOptions {
  readonly source: Pick<PolicySource, 'policy'>;
  readonly clock: Clock;
  readonly failures: FailureBuckets;
}

/**
 * Tells whose personal access token or robot's secret it is, by the policy in memory alone: no message, no password hash.
 * Whatever is wrong, the client reads the same; the record says what it was.
 */
export class SecretIdentifier {
  constructor(private readonly options: SecretIdentifierOptions) {}

  /** Null for what is no secret of ours, and so may be a password. */
  identify(credentials: Credentials, address: string): Identification | null {
    const prefix = secretPrefix(credentials.secret);
    if (prefix === null) return null;
    const { policy } = this.options.source;
    const rejected = { who: unknownSubject(credentials.username), credential: NO_CREDENTIAL };
    if (prefix === 'spf_') return this.reject(address, { ...rejected, reason: 'REFRESH_TOKEN_AS_PASSWORD' });
    const credential = policy.credentialByHash(hashSecret(credentials.secret));
    if (credential === null) return this.reject(address, { ...rejected, reason: 'UNKNOWN_SECRET' });
    const used = usedSecret(credential);
    const owner = ownerOf(this.options.source, credential.owner);
    if (owner?.name !== credentials.username) {
      return this.reject(address, { who: rejected.who, credential: used, reason: 'NAME_OF_ANOTHER' });
    }
    const principal = principalOf(credential, address, this.options.clock.now().getTime());
    const trouble = callerTrouble(policy, principal);
    if (trouble !== null) return this.reject(address, { who: owner.who, credential: used, reason: trouble });
    const caller = { subject: owner.name, principal, who: owner.who, credential: used, refreshToken: null };
    return { ok: true, caller };
  }

  /** Counted, so that somebody who tries secrets has to wait; whoever has a right one never gets here. */
  private reject(address: string, rejected: Omit<Rejection, 'refusal' | 'refreshTokenId'>): Identification {
    const wait = this.options.failures.take(address);
    const refusal = wait === null ? refusals.badCredentials : refusals.tooManyAttempts(wait);
    return { ok: false, ...rejected, refusal, refreshTokenId: null };
  }
}

/** The user or robot that something is of; null for one that is gone. */
export function ownerOf(
  { policy }: Pick<PolicySource, 'policy'>,
  { kind, id }: { readonly kind: 'user' | 'robot'; readonly id: string },
): CredentialOwner | null {
  const name = kind === 'user' ? policy.user(id)?.username : policy.robot(id)?.login;
  return name === undefined ? null : { name, who: { kind, id, name } };
}

function principalOf({ id, owner }: CredentialState, address: string, at: number): Principal {
  const use = { credentialId: id, at, address };
  return owner.kind === 'user'
    ? { kind: 'user', userId: owner.id, ...use }
    : { kind: 'robot', robotId: owner.id, ...use };
}
