import type { Principal, RegistryState } from '@spectacles/access-control';
import type { UsedCredential } from '@spectacles/contracts';
import type { Clock } from '@spectacles/platform';

import { callerTrouble } from '../credentials/caller-trouble.js';
import type { FailureBuckets } from '../credentials/failure-buckets.js';
import { ownerOf } from '../credentials/credential-owner.js';
import * as refusals from '../door/refusal.js';
import type { PresentedRefreshToken } from '../door/token-request.js';
import { type Identification, type Rejection, unknownSubject } from '../door/who.js';
import type { PolicySource } from '../policy-source.js';
import type { RefreshTokenContents, RefreshTokenSealer } from './refresh-token-sealer.js';

export interface RefreshTokenIdentifierOptions {
  readonly source: PolicySource;
  readonly sealer: RefreshTokenSealer;
  readonly clock: Clock;
  readonly failures: FailureBuckets;
}

/**
 * Tells whose refresh token it is. It is opened before anything is looked up, so that a guess costs the same whatever it
 * holds; then the policy says whether the subject, the credential and the token itself still stand.
 */
export class RefreshTokenIdentifier {
  constructor(private readonly options: RefreshTokenIdentifierOptions) {}

  /** What is in a refresh token that was made here; null otherwise. */
  open({ token }: PresentedRefreshToken): RefreshTokenContents | null {
    return this.options.sealer.open(token);
  }

  /** Refuses what cannot be opened: a guess, and counted as one. */
  rejectUnknown({ names }: PresentedRefreshToken, address: string): Identification {
    const wait = this.options.failures.take(address);
    return {
      ok: false,
      who: unknownSubject(names[0] ?? ''),
      credential: { kind: 'refresh-token', id: null, name: null },
      reason: 'UNKNOWN_REFRESH_TOKEN',
      refreshTokenId: null,
      refusal: wait === null ? refusals.refreshTokenUnknown : refusals.tooManyAttempts(wait),
    };
  }

  /** Who presents it, at the registry that a token is asked for. */
  async identify(
    presented: PresentedRefreshToken,
    contents: RefreshTokenContents,
    registry: RegistryState,
    address: string,
  ): Promise<Identification> {
    const { source } = this.options;
    // It may come from a token server that is ahead of this one.
    if (contents.policyVersion > source.version) await source.atLeast(contents.policyVersion);
    const owner = ownerOf(source, contents.subject);
    const principal = this.principalOf(contents, address);
    const used = this.usedCredential(contents);
    const isNamed = presented.names.every((name) => name === owner?.name);
    const reason = this.problem(contents, registry, principal, isNamed);
    if (reason !== null || owner === null) {
      const who = owner?.who ?? unknownSubject('');
      return reject({ who, credential: used, reason: reason ?? 'UNKNOWN_SUBJECT', refreshTokenId: contents.id });
    }
    const refreshToken = { id: contents.id, text: presented.token };
    return { ok: true, caller: { subject: owner.name, principal, who: owner.who, credential: used, refreshToken } };
  }

  private problem(
    contents: RefreshTokenContents,
    registry: RegistryState,
    principal: Principal,
    /** Whether the names beside it are its owner's. */
    isNamed: boolean,
  ): string | null {
    const { source, clock } = this.options;
    const { policy } = source;
    if (contents.registryId !== registry.id) return 'REFRESH_TOKEN_OF_ANOTHER_SERVICE';
    if (contents.expiresAt <= clock.now().getTime()) return 'REFRESH_TOKEN_EXPIRED';
    if (!isNamed) return 'NAME_OF_ANOTHER';
    const trouble = callerTrouble(policy, principal);
    if (trouble !== null) return trouble;
    const { kind, id } = contents.subject;
    const revokedBelow = (kind === 'user' ? policy.user(id) : policy.robot(id))?.refreshRevokedBelow ?? Infinity;
    if (contents.policyVersion < revokedBelow || policy.isRefreshRevoked(contents.id)) return 'REFRESH_TOKEN_ENDED';
    const byPassword = contents.credentialId === null;
    return byPassword && policy.settings().tokensOnly ? 'TOKENS_ONLY' : null;
  }

  private principalOf({ subject, credentialId }: RefreshTokenContents, address: string): Principal {
    const at = this.options.clock.now().getTime();
    const use = { at, address, ...(credentialId === null ? {} : { credentialId }) };
    return subject.kind === 'user'
      ? { kind: 'user', userId: subject.id, ...use }
      : { kind: 'robot', robotId: subject.id, ...use };
  }

  private usedCredential({ credentialId }: RefreshTokenContents): UsedCredential {
    const credential = credentialId === null ? null : this.options.source.policy.credential(credentialId);
    return { kind: 'refresh-token', id: credentialId, name: credential?.name ?? null };
  }
}

/**
 * Refuses one that was made here. It is no guess: a job that repeats it is told what to do every time, and takes nothing
 * from others at its address.
 */
function reject(rejected: Omit<Rejection, 'refusal'>): Identification {
  const refusal = rejected.reason === 'TOKENS_ONLY' ? refusals.tokensOnly : refusals.refreshTokenUnknown;
  return { ok: false, ...rejected, refusal };
}
