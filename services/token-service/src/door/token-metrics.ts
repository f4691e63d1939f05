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

/** The measurements of the token door; every series exists from the start, and is not looked up per token. */
export class TokenMetrics {
  private readonly tokens: ReadonlyMap<string, { inc(count?: number): void }>;
  private readonly passwords: ReadonlyMap<string, { inc(count?: number): void }>;
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
    for (const series of [...this.tokens.values(), ...this.passwords.values()]) series.inc(0);
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
}
