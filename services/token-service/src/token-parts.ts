import type { MessageClient, ServiceContext } from '@spectacles/platform';
import { policyAgeProblem, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { BatchSigner } from '@spectacles/registry-token';

import { Authenticator } from './credentials/authenticator.js';
import { BusCredentialVerifier } from './credentials/bus-credential-verifier.js';
import { VerifiedCredentialCache } from './credentials/verified-credential-cache.js';
import { KeyDocuments } from './door/key-documents.js';
import type { PublicDoor } from './door/mount-token-door.js';
import { TokenDoor } from './door/token-door.js';
import { TokenIssuer } from './door/token-issuer.js';
import { TokenMetrics } from './door/token-metrics.js';
import type { ConfiguredKey } from './key-ring/configured-key.js';
import { KeyRing } from './key-ring/key-ring.js';
import { KeyRingKeeper } from './key-ring/key-ring-keeper.js';
import { KeyRingMaker } from './key-ring/key-ring-maker.js';
import type { PolicySource } from './policy-source.js';
import { RegistryAccessService } from './registry-access/registry-access.service.js';
import type { TokenConfig } from './token-config.js';

/** What token-service is put together from. */
export interface TokenPartsOptions {
  readonly config: TokenConfig;
  readonly configured: ConfiguredKey | null;
  readonly context: Pick<ServiceContext, 'clock' | 'sealer' | 'metrics' | 'logger' | 'health'>;
  readonly source: PolicySource;
  readonly messages: MessageClient;
}

/** The pieces of token-service, each made once. */
export class TokenParts {
  readonly ring: KeyRing;
  readonly keeper: KeyRingKeeper;
  readonly door: PublicDoor;
  readonly access: RegistryAccessService;

  constructor({ config, configured, context, source, messages }: TokenPartsOptions) {
    const { clock, sealer, logger } = context;
    const signer = new BatchSigner();
    const metrics = new TokenMetrics(context.metrics);
    const verifier = new BusCredentialVerifier(messages, logger);
    const authenticator = new Authenticator(source, verifier, new VerifiedCredentialCache(), clock);
    this.ring = new KeyRing(sealer, configured, logger);
    this.keeper = new KeyRingKeeper({
      source,
      ring: this.ring,
      maker: new KeyRingMaker(sealer, clock),
      messages,
      clock,
      logger,
      algorithm: config.algorithm,
      sharedKey: configured === null,
    });
    const limits = config.policyAge;
    const issuer = new TokenIssuer({ source, ring: this.ring, authenticator, signer, clock, metrics, limits });
    this.door = {
      tokens: new TokenDoor(issuer, metrics, logger),
      keys: new KeyDocuments(source, this.ring),
      trustedProxies: config.trustedProxies,
    };
    this.access = new RegistryAccessService({ source, ring: this.ring, signer, clock, limits });
    context.metrics.gauge({
      name: 'signing_certificate_remaining_seconds',
      help: 'Seconds until the certificate of the shared signing key ends; infinite for a key without one.',
      read: () => remainingSeconds(this.ring.sharedKeyEnd(), clock.now()),
    });
    context.health.register('signing key', () => this.ring.problem(clock.now()));
    context.health.register('policy age', () => policyProblem(source, limits));
  }
}

const remainingSeconds = (end: Date | null, now: Date): number =>
  end === null ? Number.POSITIVE_INFINITY : (end.getTime() - now.getTime()) / 1000;

/** Ready means: able to issue. Whether the owner of the policy answers right now is no part of it. */
function policyProblem(source: PolicySource, limits: PolicyAgeLimits): string | null {
  return source.ready ? policyAgeProblem(source.ageSeconds(), limits, 'read') : 'the policy is not loaded yet';
}
