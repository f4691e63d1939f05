import type { RegistryState } from '@spectacles/access-control';
import type { Clock } from '@spectacles/platform';
import { policyAgeProblem, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { type BatchSigner, boundedLifetime, buildTokenClaims, MAXIMUM_TOKEN_BYTES } from '@spectacles/registry-token';

import type { CallerIdentifier } from '../credentials/caller-identifier.js';
import type { FirstPushes } from '../first-push/first-pushes.js';
import { type RefusedPush, withRefusedPush } from '../first-push/refused-push.js';
import type { KeyRing } from '../key-ring/key-ring.js';
import type { PolicySource } from '../policy-source.js';
import type { RefreshTokenIdentifier } from '../refresh-tokens/refresh-token-identifier.js';
import type { RefreshTokenMaker } from '../refresh-tokens/refresh-token-maker.js';
import type { RefreshTokenContents } from '../refresh-tokens/refresh-token-sealer.js';
import type { LatestExpiries } from '../reports/latest-expiries.js';
import type { PreparedDecision } from '../spool/decision-recorder.js';
import { TokenIds } from '../token-id.js';
import type { DecisionLog } from './decision-log.js';
import { explainScopes, type GrantedAccess, grantAccess, isWriting } from './granted-access.js';
import * as refusals from './refusal.js';
import type { Refusal } from './refusal.js';
import type { RequestOrigin } from './request-origin.js';
import type { IssuedToken } from './token-answer.js';
import type { TokenRequest } from './token-request.js';
import type { Caller, Rejection } from './who.js';

/** What the issuer works with. */
export interface TokenIssuerParts {
  readonly source: PolicySource;
  readonly ring: KeyRing;
  readonly callers: CallerIdentifier;
  readonly refreshTokens: RefreshTokenIdentifier;
  readonly maker: RefreshTokenMaker;
  readonly firstPushes: FirstPushes;
  /** Flushes the log before its answers. */
  readonly signer: BatchSigner;
  readonly log: DecisionLog;
  readonly expiries: LatestExpiries;
  readonly clock: Clock;
  readonly limits: PolicyAgeLimits;
}

/** A token, or why there is none; who it is that gets none is known where it was said. */
export type Issuance =
  | { readonly ok: true; readonly issued: IssuedToken; readonly lacking: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly rejection: Partial<Rejection> & { reason: string } };

/** What is to be decided, once it is clear who asks. */
interface Question {
  readonly request: TokenRequest;
  readonly registry: RegistryState;
  readonly caller: Caller;
  readonly origin: RequestOrigin;
  /** Why no namespace was made, where the request is a first push. */
  readonly refusedPush: RefusedPush | null;
}

/** What is settled about a token before it is signed. */
interface Decided {
  readonly granted: GrantedAccess;
  readonly registry: RegistryState;
  readonly caller: Caller;
  readonly origin: RequestOrigin;
  readonly writing: boolean;
  readonly refreshToken: { readonly id: string; readonly text: string } | null;
  readonly prepared: PreparedDecision;
}

/** One for a password, one for a first push, and some for changes of the policy meanwhile: without a wait there is but one. */
const ROUNDS = 6;

const unknownService = refusals.malformed('The service is not one of the registries known here.');
const tooLarge = refusals.malformed(
  `The token would be larger than ${String(MAXIMUM_TOKEN_BYTES)} bytes: ask for fewer scopes at once.`,
);
const refuse = (refusal: Refusal, reason: string, rejection: Partial<Rejection> = {}): Issuance => ({
  ok: false,
  refusal,
  rejection: { ...rejection, reason },
});
const ofCaller = ({ who, credential, refreshToken }: Caller): Partial<Rejection> => ({
  who,
  credential,
  refreshTokenId: refreshToken?.id ?? null,
});

/** Authenticates, decides, signs. */
export class TokenIssuer {
  private readonly tokenIds = new TokenIds();

  constructor(private readonly parts: TokenIssuerParts) {}

  async issue(request: TokenRequest, origin: RequestOrigin): Promise<Issuance> {
    const { source, callers, refreshTokens, firstPushes } = this.parts;
    if (!source.ready) return refuse(refusals.unavailable('The policy is not loaded yet.'), 'POLICY_NOT_LOADED');
    const { presented } = request;
    // Before anything is looked up: a guess must cost the same whatever it says.
    const opened = presented.kind === 'refresh-token' ? refreshTokens.open(presented) : null;
    let hasReserved = false;
    let refusedPush: RefusedPush | null = null;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { version } = source;
      const registry = this.registryOf(request.service, opened);
      if (registry === null) return refuse(unknownService, 'UNKNOWN_SERVICE');
      const identified = callers.identify(request, registry, origin, opened);
      const identification = identified instanceof Promise ? await identified : identified;
      if (!identification.ok) return refuse(identification.refusal, identification.reason, identification);
      const { caller } = identification;
      const reserved: Promise<RefusedPush | null> | null = hasReserved
        ? null
        : firstPushes.prepare(caller, registry, request.scopes, origin);
      if (reserved !== null) {
        hasReserved = true;
        refusedPush = await reserved;
      }
      // While something was waited for, somebody may have been shut out: who it is, is asked of the policy that decides.
      if (source.version === version) return this.decide({ request, registry, caller, origin, refusedPush });
    }
    return refuse(refusals.unavailable('The policy changes all the time. Try again.'), 'POLICY_CHANGES');
  }

  /**
   * Only a configured registry is an audience. A request that names none means the one its refresh token is for, or the
   * only one.
   */
  private registryOf(service: string | null, opened: RefreshTokenContents | null): RegistryState | null {
    const { policy } = this.parts.source;
    if (service !== null) return policy.registryByService(service);
    if (opened !== null) return policy.registry(opened.registryId);
    const [only, ...others] = policy.registries();
    return others.length === 0 ? (only ?? null) : null;
  }

  /** Synchronous up to the signature, so that it happens at one version of the policy; its record says which. */
  private decide({ request, registry, caller, origin, refusedPush }: Question): Issuance | Promise<Issuance> {
    const { source, log, maker } = this.parts;
    const { policy } = source;
    const granted = grantAccess(policy, caller.principal, registry, request.scopes);
    const writing = isWriting(granted.access);
    const stale = this.tooOld(writing);
    if (stale !== null) return refuse(stale, 'POLICY_TOO_OLD', ofCaller(caller));
    const refreshToken = request.offline ? maker.make(caller, registry) : caller.refreshToken;
    const prepared = log.prepare(
      {
        outcome: granted.lacking ? 'reduced' : 'granted',
        refusal: null,
        subject: caller.who,
        credential: caller.credential,
        refreshTokenId: refreshToken?.id ?? null,
        refreshTokenIssued: caller.refreshToken === null && refreshToken !== null,
        registryId: registry.id,
        service: registry.service,
        asked: request.scopes,
        address: origin.address,
        userAgent: origin.userAgent,
        policyVersion: source.version,
      },
      () => withRefusedPush(explainScopes(policy, caller.principal, registry.id, granted), refusedPush),
    );
    return this.sign({ granted, registry, caller, origin, writing, refreshToken, prepared });
  }

  private sign(decided: Decided): Issuance | Promise<Issuance> {
    const { ring, signer, clock, log, expiries } = this.parts;
    const { registry, caller, granted, writing, refreshToken, prepared, origin } = decided;
    const now = clock.now();
    const key = ring.signerFor(registry, now);
    if (key === null) {
      return refuse(refusals.unavailable('There is no key to sign with now.'), 'NO_SIGNING_KEY', ofCaller(caller));
    }
    const lifetimeSeconds = boundedLifetime(writing ? registry.pushTokenSeconds : registry.pullTokenSeconds);
    const tokenId = this.tokenIds.next();
    const { issuer, service } = registry;
    const { access, lacking } = granted;
    const { subject } = caller;
    const claims = buildTokenClaims({ issuer, subject, service, tokenId, now, lifetimeSeconds, access });
    const expiresAt = claims.exp * 1000;
    // Before it is signed: from then on it may be out.
    expiries.note(registry.id, expiresAt);
    // Noted once it is signed; the signer writes down what was noted before it answers anybody.
    const signed = signer.sign({ key: key.key, header: key.header, claims }, () => {
      log.note(prepared, { requestId: origin.requestId, tokenId, expiresAt });
    });
    return signed.then((result) => {
      if (!result.ok) return refuse(tooLarge, 'TOKEN_TOO_LARGE', ofCaller(caller));
      const text = refreshToken?.text ?? null;
      const issued = { token: result.token, lifetimeSeconds, issuedAt: now, access, refreshToken: text };
      return { ok: true, issued, lacking };
    });
  }

  /** A policy that nobody confirmed for long may still hold a right that was taken away. */
  private tooOld(writing: boolean): Refusal | null {
    const { source, limits } = this.parts;
    const problem = policyAgeProblem(source.ageSeconds(), limits, writing ? 'write' : 'read');
    return problem === null ? null : refusals.unavailable(problem);
  }
}
