import type { Principal } from '@spectacles/access-control';
import type { RegistryState } from '@spectacles/contracts';
import { type Clock, withRequestId } from '@spectacles/platform';
import { policyAgeProblem, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { type BatchSigner, boundedLifetime, buildTokenClaims, MAXIMUM_TOKEN_BYTES } from '@spectacles/registry-token';

import type { Authentication, Authenticator } from '../credentials/authenticator.js';
import type { KeyRing } from '../key-ring/key-ring.js';
import type { PolicySource } from '../policy-source.js';
import { TokenIds } from '../token-id.js';
import type { Credentials } from './basic-credentials.js';
import { grantAccess, isWriting } from './granted-access.js';
import * as refusals from './refusal.js';
import type { Refusal } from './refusal.js';
import type { IssuedToken } from './token-answer.js';
import type { TokenMetrics } from './token-metrics.js';
import type { TokenRequest } from './token-request.js';

/** What the issuer works with. */
export interface TokenIssuerParts {
  readonly source: PolicySource;
  readonly ring: KeyRing;
  readonly authenticator: Authenticator;
  readonly signer: BatchSigner;
  readonly clock: Clock;
  readonly metrics: TokenMetrics;
  readonly limits: PolicyAgeLimits;
}

/** Where a request came from; for the log, and for whoever counts failures. */
export interface RequestOrigin {
  readonly address: string;
  readonly requestId: string;
}

/** A token, or why there is none. */
export type Issuance =
  | { readonly ok: true; readonly issued: IssuedToken; readonly lacking: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** Whose token it is: the subject, and the id that must still be the same user's when it is decided. */
interface Caller {
  readonly subject: string;
  readonly principal: Principal;
}

const ANONYMOUS: Caller = { subject: '', principal: { kind: 'anonymous' } };

const unknownService = refusals.malformed('The service is not one of the registries known here.');
const tooLarge = refusals.malformed(
  `The token would be larger than ${String(MAXIMUM_TOKEN_BYTES)} bytes: ask for fewer scopes at once.`,
);
const refuse = (refusal: Refusal): Issuance => ({ ok: false, refusal });

/** Authenticates, decides, signs. */
export class TokenIssuer {
  private readonly tokenIds = new TokenIds();

  constructor(private readonly parts: TokenIssuerParts) {}

  async issue(request: TokenRequest, origin: RequestOrigin): Promise<Issuance> {
    if (!this.parts.source.ready) return refuse(refusals.unavailable('The policy is not loaded yet.'));
    const registry = this.registryOf(request.service);
    if (registry === null) return refuse(unknownService);
    const { presented } = request;
    if (presented.kind === 'anonymous') {
      return registry.refuseAnonymous ? refuse(refusals.anonymousRefused) : this.decide(request, registry, ANONYMOUS);
    }
    const recalled = this.parts.authenticator.recall(presented.credentials);
    if (recalled === null) return this.verifyAndDecide(request, registry.id, presented.credentials, origin);
    this.parts.metrics.password('cached');
    return this.decide(request, registry, callerOf(recalled));
  }

  private async verifyAndDecide(
    request: TokenRequest,
    registryId: string,
    credentials: Credentials,
    { address, requestId }: RequestOrigin,
  ): Promise<Issuance> {
    const { source, authenticator, metrics } = this.parts;
    const verified = await withRequestId(requestId, () => authenticator.verify(credentials, address));
    metrics.password(verified.kind);
    if (verified.kind !== 'user') return refuse(refusalOf(verified));
    // The wait is over: what is decided below is decided on the policy of now, on which the user may be no more.
    const user = source.policy.user(verified.user.id);
    if (user?.status !== 'active') return refuse(refusals.badCredentials);
    const current = source.policy.registry(registryId);
    return current === null ? refuse(unknownService) : this.decide(request, current, callerOf(user));
  }

  /** Only a configured registry is an audience; a request that names none means the only one. */
  private registryOf(service: string | null): RegistryState | null {
    const { policy } = this.parts.source;
    if (service !== null) return policy.registryByService(service);
    const [only, ...others] = policy.registries();
    return others.length === 0 ? (only ?? null) : null;
  }

  /** Synchronous up to the signature, so that it happens at one version of the policy. */
  private async decide(request: TokenRequest, registry: RegistryState, caller: Caller): Promise<Issuance> {
    const { source, ring, signer, clock } = this.parts;
    const { access, lacking } = grantAccess(source.policy, caller.principal, registry, request.scopes);
    const writing = isWriting(access);
    const stale = this.tooOld(writing);
    if (stale !== null) return refuse(stale);
    const now = clock.now();
    const key = ring.signerFor(registry, now);
    if (key === null) return refuse(refusals.unavailable('There is no key to sign with now.'));
    const lifetimeSeconds = boundedLifetime(writing ? registry.pushTokenSeconds : registry.pullTokenSeconds);
    const claims = buildTokenClaims({
      issuer: registry.issuer,
      subject: caller.subject,
      service: registry.service,
      tokenId: this.tokenIds.next(),
      now,
      lifetimeSeconds,
      access,
    });
    const signed = await signer.sign({ ...key, claims });
    if (!signed.ok) return refuse(tooLarge);
    return { ok: true, issued: { token: signed.token, lifetimeSeconds, issuedAt: now, access }, lacking };
  }

  /** A policy that nobody confirmed for long may still hold a right that was taken away. */
  private tooOld(writing: boolean): Refusal | null {
    const { source, limits } = this.parts;
    const problem = policyAgeProblem(source.ageSeconds(), limits, writing ? 'write' : 'read');
    return problem === null ? null : refusals.unavailable(problem);
  }
}

const callerOf = (user: { readonly id: string; readonly username: string }): Caller => ({
  subject: user.username,
  principal: { kind: 'user', userId: user.id },
});

function refusalOf(authentication: Exclude<Authentication, { kind: 'user' }>): Refusal {
  switch (authentication.kind) {
    case 'refused':
      return refusals.badCredentials;
    case 'throttled':
      return refusals.tooManyAttempts(authentication.retryAfterSeconds);
    case 'unreachable':
      return refusals.unavailable('Passwords cannot be checked now. Try again.');
  }
}
