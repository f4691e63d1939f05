import type { Metrics } from '@spectacles/platform';

/** How a token request ended, in a closed set of words. */
const tokenOutcomes = [
  'granted',
  'partial',
  'nothing',
  'malformed',
  'unauthenticated',
  'throttled',
  'unavailable',
  'failed',
] as const;

/** How a token request ended. */
export type TokenOutcome = (typeof tokenOutcomes)[number];

/** How a password was checked. */
export type PasswordOutcome = 'cached' | 'user' | 'refused' | 'throttled' | 'unreachable';

const passwordOutcomes: readonly PasswordOutcome[] = ['cached', 'user', 'refused', 'throttled', 'unreachable'];

/** What is presented instead of a password: a token or a robot's secret, or a refresh token. */
export type CredentialKind = 'secret' | 'refresh-token';

const credentialKinds: readonly CredentialKind[] = ['secret', 'refresh-token'];

/** The measurements of the token door; every series exists from the start, and is not looked up per token. */
export class TokenMetrics {
  private readonly tokens: ReadonlyMap<string, { inc(count?: number): void }>;
  private readonly passwords: ReadonlyMap<string, { inc(count?: number): void }>;
  private readonly credentials: ReadonlyMap<string, { inc(count?: number): void }>;
  private readonly seconds: { observe(seconds: number): void };

  constructor(metrics: Metrics) {
    const tokens = metrics.counter({ name: 'tokens_total', help: 'Token requests by outcome.', labels: ['outcome'] });
    const passwords = metrics.counter({
      name: 'password_verifications_total',
      help: 'Passwords presented at the token door, by how they were checked.',
      labels: ['outcome'],
    });
    this.tokens = new Map(tokenOutcomes.map((outcome) => [outcome, tokens.labels(outcome)]));
    this.passwords = new Map(passwordOutcomes.map((outcome) => [outcome, passwords.labels(outcome)]));
    const credentials = metrics.counter({
      name: 'credential_checks_total',
      help: 'Tokens, secrets of robots and refresh tokens presented at the token door, by kind and outcome.',
      labels: ['kind', 'outcome'],
    });
    this.credentials = new Map(
      credentialKinds.flatMap((kind) => [
        [keyOf(kind, true), credentials.labels(kind, 'accepted')],
        [keyOf(kind, false), credentials.labels(kind, 'refused')],
      ]),
    );
    const all = [...this.tokens.values(), ...this.passwords.values(), ...this.credentials.values()];
    for (const series of all) series.inc(0);
    this.seconds = metrics.histogram({
      name: 'token_request_duration_seconds',
      help: 'Duration of requests at the token door.',
    });
  }

  token(outcome: TokenOutcome, milliseconds: number): void {
    this.tokens.get(outcome)?.inc();
    this.seconds.observe(milliseconds / 1000);
  }

  password(outcome: PasswordOutcome): void {
    this.passwords.get(outcome)?.inc();
  }

  credential(kind: CredentialKind, accepted: boolean): void {
    this.credentials.get(keyOf(kind, accepted))?.inc();
  }
}

const keyOf = (kind: CredentialKind, accepted: boolean): string => (accepted ? kind : `no ${kind}`);
