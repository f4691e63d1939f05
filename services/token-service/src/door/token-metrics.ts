import type { Metrics, Tally } from '@spectacles/platform';

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
  private readonly tokens: ReadonlyMap<string, Tally>;
  private readonly passwords: ReadonlyMap<string, Tally>;
  private readonly accepted: ReadonlyMap<CredentialKind, Tally | undefined>;
  private readonly refused: ReadonlyMap<CredentialKind, Tally | undefined>;
  private readonly seconds: { observe(seconds: number): void };

  constructor(metrics: Metrics) {
    this.tokens = metrics.tallies(
      { name: 'tokens_total', help: 'Token requests by outcome.', labels: ['outcome'] },
      tokenOutcomes.map((outcome) => [outcome]),
    );
    this.passwords = metrics.tallies(
      {
        name: 'password_verifications_total',
        help: 'Passwords presented at the token door, by how they were checked.',
        labels: ['outcome'],
      },
      passwordOutcomes.map((outcome) => [outcome]),
    );
    const credentials = metrics.tallies(
      {
        name: 'credential_checks_total',
        help: 'Tokens, secrets of robots and refresh tokens presented at the token door, by kind and outcome.',
        labels: ['kind', 'outcome'],
      },
      credentialKinds.flatMap((kind) => [
        [kind, 'accepted'],
        [kind, 'refused'],
      ]),
    );
    this.accepted = new Map(credentialKinds.map((kind) => [kind, credentials.get(`${kind} accepted`)]));
    this.refused = new Map(credentialKinds.map((kind) => [kind, credentials.get(`${kind} refused`)]));
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
    (accepted ? this.accepted : this.refused).get(kind)?.inc();
  }
}
