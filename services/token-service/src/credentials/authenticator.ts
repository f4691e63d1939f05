import type { UserState } from '@spectacles/access-control';
import type { Clock } from '@spectacles/platform';
import type { PolicySource } from '../policy-source.js';

import type { Credentials } from '../door/basic-credentials.js';
import { Breaker } from './breaker.js';
import type { CredentialVerifier, Verification } from './credential-verifier.js';
import type { PasswordGate } from './password-gate.js';
import type { VerifiedCredentialCache } from './verified-credential-cache.js';

/** How long a verified password is believed without asking again. */
const FRESH_MS = 60_000;
/** How long it is believed while whoever could check it does not answer. */
const UNREACHABLE_MS = 15 * 60_000;

/** Who presented the credentials, or why that is not known. */
export type Authentication =
  | { readonly kind: 'user'; readonly user: UserState }
  | { readonly kind: 'refused' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unreachable' };

const REFUSED: Authentication = { kind: 'refused' };
const UNREACHABLE: Authentication = { kind: 'unreachable' };

/** Tells who somebody is by name and password: from memory where it was verified lately, else by asking. */
export class Authenticator {
  private readonly breaker = new Breaker();
  private readonly inFlight = new Map<string, Promise<Authentication>>();

  constructor(
    private readonly replica: Pick<PolicySource, 'policy' | 'atLeast'>,
    private readonly verifier: CredentialVerifier,
    private readonly cache: VerifiedCredentialCache,
    private readonly clock: Clock,
    private readonly gate: Pick<PasswordGate, 'enter'>,
  ) {}

  /** The user, where this very secret was verified within the last minute and nothing about the user changed since. */
  recall(credentials: Credentials): UserState | null {
    return this.remembered(credentials, FRESH_MS);
  }

  /** Verifies the secret; the same secret presented many times at once is verified once. */
  verify(credentials: Credentials, address: string): Promise<Authentication> {
    const key = this.cache.fingerprint(credentials.username, -1, credentials.secret);
    const running = this.inFlight.get(key);
    if (running !== undefined) return running;
    const started = this.verifyOnce(credentials, address).finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, started);
    return started;
  }

  private remembered({ username, secret }: Credentials, maximumAge: number): UserState | null {
    const user = this.replica.policy.userByName(username);
    if (user?.status !== 'active') return null;
    const fingerprint = this.cache.fingerprint(user.id, user.credentialVersion, secret);
    const age = this.cache.age(fingerprint, this.clock.now().getTime());
    return age !== null && age < maximumAge ? user : null;
  }

  private async verifyOnce(credentials: Credentials, address: string): Promise<Authentication> {
    const verification = await this.ask(credentials, address);
    if (verification.kind === 'verified') return this.accept(credentials, verification);
    if (verification.kind !== 'undecided' && verification.kind !== 'unreachable') return verification;
    const user = this.remembered(credentials, UNREACHABLE_MS);
    return user === null ? UNREACHABLE : { kind: 'user', user };
  }

  private async ask(credentials: Credentials, address: string): Promise<Verification> {
    const passage = this.gate.enter(credentials, address);
    if (!passage.open) return passage.answer;
    const verification = await this.askVerifier(credentials, address);
    passage.settle(verification);
    return verification;
  }

  private async askVerifier(credentials: Credentials, address: string): Promise<Verification> {
    if (!this.breaker.admits(this.clock.now().getTime())) return { kind: 'unreachable' };
    const verification = await this.verifier.verify(credentials, address);
    if (verification.kind === 'unreachable') this.breaker.failed(this.clock.now().getTime());
    else this.breaker.succeeded();
    return verification;
  }

  /** The policy in memory must know what the verifier knew, else the first login of a new user would fail. */
  private async accept(
    { username, secret }: Credentials,
    { userId, credentialVersion, policyVersion }: Extract<Verification, { kind: 'verified' }>,
  ): Promise<Authentication> {
    await this.replica.atLeast(policyVersion);
    const user = this.replica.policy.user(userId);
    if (user?.status !== 'active' || user.credentialVersion !== credentialVersion) return REFUSED;
    // Names are compared byte for byte: "Admin" is not another way to write "admin".
    if (user.username !== username) return REFUSED;
    this.cache.remember(this.cache.fingerprint(userId, credentialVersion, secret), this.clock.now().getTime());
    return { kind: 'user', user };
  }
}
