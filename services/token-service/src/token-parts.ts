import type { MessageClient, ServiceContext } from '@spectacles/platform';
import { policyAgeProblem, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { BatchSigner } from '@spectacles/registry-token';

import { Authenticator } from './credentials/authenticator.js';
import { BusCredentialVerifier } from './credentials/bus-credential-verifier.js';
import { CallerIdentifier } from './credentials/caller-identifier.js';
import { FailureBuckets } from './credentials/failure-buckets.js';
import { PasswordGate } from './credentials/password-gate.js';
import { PasswordIdentifier } from './credentials/password-identifier.js';
import { RefusedPasswordCache } from './credentials/refused-password-cache.js';
import { SecretIdentifier } from './credentials/secret-identifier.js';
import { VerifiedCredentialCache } from './credentials/verified-credential-cache.js';
import { DecisionLog } from './door/decision-log.js';
import { KeyDocuments } from './door/key-documents.js';
import type { PublicDoor } from './door/mount-token-door.js';
import { TokenDoor } from './door/token-door.js';
import { TokenIssuer } from './door/token-issuer.js';
import { TokenMetrics } from './door/token-metrics.js';
import { FirstPushes } from './first-push/first-pushes.js';
import { NamespaceReserver } from './first-push/namespace-reserver.js';
import type { ConfiguredKey } from './key-ring/configured-key.js';
import { KeyRing } from './key-ring/key-ring.js';
import { KeyRingKeeper } from './key-ring/key-ring-keeper.js';
import { KeyRingMaker } from './key-ring/key-ring-maker.js';
import type { PolicySource } from './policy-source.js';
import { RefreshTokenIdentifier } from './refresh-tokens/refresh-token-identifier.js';
import { RefreshTokenMaker } from './refresh-tokens/refresh-token-maker.js';
import { RefreshTokenSealer } from './refresh-tokens/refresh-token-sealer.js';
import { RegistryAccessService } from './registry-access/registry-access.service.js';
import { LatestExpiries } from './reports/latest-expiries.js';
import { ReplicaReporter } from './reports/replica-reporter.js';
import { DecisionRecords } from './spool/decision-records.js';
import type { SpoolDisk } from './spool/spool-disk.js';
import type { TokenConfig } from './token-config.js';

/** What token-service is put together from. */
export interface TokenPartsOptions {
  readonly config: TokenConfig;
  readonly configured: ConfiguredKey | null;
  readonly context: Pick<ServiceContext, 'clock' | 'sealer' | 'metrics' | 'logger' | 'health'>;
  readonly source: PolicySource;
  readonly messages: MessageClient;
  /** Where decisions are written; the disk of the machine unless told otherwise. */
  readonly disk?: SpoolDisk;
}

/** The pieces of token-service, each made once. */
export class TokenParts {
  readonly ring: KeyRing;
  readonly keeper: KeyRingKeeper;
  readonly door: PublicDoor;
  readonly access: RegistryAccessService;
  readonly records: DecisionRecords;
  readonly reporter: ReplicaReporter;

  constructor(options: TokenPartsOptions) {
    const { config, configured, context, source, messages } = options;
    const { clock, sealer, logger } = context;
    const metrics = new TokenMetrics(context.metrics);
    const expiries = new LatestExpiries();
    const limits = config.policyAge;
    this.ring = new KeyRing(sealer, configured, logger);
    this.keeper = keeperOf(options, this.ring);
    this.records = new DecisionRecords({ ...options, ...config.spool, ...context });
    const log = new DecisionLog(this.records.recorder, source);
    const signer = new BatchSigner({ beforeAnswers: () => log.flush() });
    const { callers, refreshTokens, maker } = identificationOf(options, metrics);
    const reserver = new NamespaceReserver({ source, messages, clock, logger });
    const issuer = new TokenIssuer({
      ...{ source, ring: this.ring, signer, clock, limits, expiries, log },
      ...{ callers, refreshTokens, maker, firstPushes: new FirstPushes(source, reserver) },
    });
    this.door = {
      tokens: new TokenDoor(issuer, metrics, logger, log),
      keys: new KeyDocuments(source, this.ring),
      trustedProxies: config.trustedProxies,
    };
    this.access = new RegistryAccessService({ source, ring: this.ring, signer, clock, limits, expiries });
    const keyRingVersion = () => this.keeper.version;
    const { instanceFile } = config;
    const reports = { source, messages, clock, logger, expiries, keyRingVersion, instanceFile };
    this.reporter = new ReplicaReporter(reports);
    this.watch(options);
  }

  /** Begins to follow the policy, and to tell others where this server stands. */
  start(): void {
    this.keeper.start();
    this.records.start();
    this.reporter.start();
  }

  /** Ends, once nobody asks any more. */
  async stop(): Promise<void> {
    this.reporter.stop();
    await this.keeper.stop();
    await this.records.stop();
  }

  private watch({ context, source, config }: TokenPartsOptions): void {
    const { clock, metrics, health } = context;
    metrics.gauge({
      name: 'signing_certificate_remaining_seconds',
      help: 'Seconds until the certificate of the shared signing key ends; infinite for a key without one.',
      read: () => remainingSeconds(this.ring.sharedKeyEnd(), clock.now()),
    });
    health.register('signing key', () => this.ring.problem(clock.now()));
    health.register('policy age', () => policyProblem(source, config.policyAge));
  }
}

function keeperOf({ config, configured, context, source, messages }: TokenPartsOptions, ring: KeyRing): KeyRingKeeper {
  const { clock, sealer, logger } = context;
  return new KeyRingKeeper({
    source,
    ring,
    maker: new KeyRingMaker(sealer, clock),
    messages,
    clock,
    logger,
    algorithm: config.algorithm,
    sharedKey: configured === null,
  });
}

function identificationOf({ context, source, messages }: TokenPartsOptions, metrics: TokenMetrics) {
  const { clock, sealer, logger } = context;
  // What costs nobody a hash is counted apart: who repeats a dead token must not keep a password out.
  const [passwordFailures, failures] = [new FailureBuckets(clock), new FailureBuckets(clock)];
  const gate = new PasswordGate(source, new RefusedPasswordCache(clock), passwordFailures);
  const verifier = new BusCredentialVerifier(messages, logger);
  const authenticator = new Authenticator(source, verifier, new VerifiedCredentialCache(), clock, gate);
  const refreshSealer = new RefreshTokenSealer(sealer);
  const refreshTokens = new RefreshTokenIdentifier({ source, sealer: refreshSealer, clock, failures });
  const callers = new CallerIdentifier({
    secrets: new SecretIdentifier({ source, clock, failures }),
    passwords: new PasswordIdentifier({ source, authenticator, metrics, clock }),
    refreshTokens,
    metrics,
  });
  return { callers, refreshTokens, maker: new RefreshTokenMaker(source, refreshSealer, clock) };
}

const remainingSeconds = (end: Date | null, now: Date): number =>
  end === null ? Number.POSITIVE_INFINITY : (end.getTime() - now.getTime()) / 1000;

/** Ready means: able to issue. Whether the owner of the policy answers right now is no part of it. */
function policyProblem(source: PolicySource, limits: PolicyAgeLimits): string | null {
  return source.ready ? policyAgeProblem(source.ageSeconds(), limits, 'read') : 'the policy is not loaded yet';
}
