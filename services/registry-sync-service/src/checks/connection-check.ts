import type { Clock } from '@spectacles/platform';
import { DomainError } from '@spectacles/platform';
import { describeFailure, RegistryClient, RegistryError, type TokenSupplier } from '@spectacles/registry-client';
import { checkAnswer, checkFailure, type CheckTarget } from './answer-checks.js';
import { checkChallenge } from './challenge-checks.js';
import { failed, passed, reportOf, skipped, type CheckResult } from './check-results.js';
import { checkToken, clockSkew } from './token-checks.js';

export interface ConnectionCheckParts {
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Null for a draft: nothing is signed for an audience that is not configured. */
  readonly token: TokenSupplier | null;
}

/** Three requests at most, within the time-out of the route. */
const TIMEOUT_MS = 8000;

/** Tests the connection to a registry and says in words what is wrong. */
export async function checkConnection(target: CheckTarget, parts: ConnectionCheckParts): Promise<CheckResult[]> {
  let client: RegistryClient | null = null;
  try {
    client = new RegistryClient({
      url: target.url,
      caCertificate: target.caCertificate,
      token: parts.token ?? (() => Promise.resolve(null)),
      concurrency: 1,
      connectTimeoutMs: TIMEOUT_MS / 2,
      totalTimeoutMs: TIMEOUT_MS,
    });
    return reportOf(await new ConnectionCheck(client, target, parts).run());
  } catch (error) {
    if (error instanceof RegistryError) return reportOf(checkFailure(target, error.failure));
    throw error;
  } finally {
    await client?.close();
  }
}

class ConnectionCheck {
  constructor(
    private readonly client: RegistryClient,
    private readonly target: CheckTarget,
    private readonly parts: ConnectionCheckParts,
  ) {}

  async run(): Promise<CheckResult[]> {
    const ping = await this.client.ping({ authorized: false });
    const answered = checkAnswer(this.target, ping);
    if (hasFailed(answered)) return answered;
    const challenged = checkChallenge(this.target, ping, this.parts.publicUrl);
    const before = [...answered, ...challenged];
    // A wrong realm stops people, not us: whether our tokens are accepted can still be told.
    if (hasFailed(challenged.filter(({ check }) => check !== 'realm'))) return before;
    return [...before, ...(await this.checkOwnTokens())];
  }

  private async checkOwnTokens(): Promise<CheckResult[]> {
    if (this.parts.token === null) {
      const reason = 'Save the registry first: no token is signed for a registry that is not configured.';
      return [skipped('issuer-and-key', reason), skipped('catalog', reason)];
    }
    try {
      const ping = await this.client.ping({ authorized: true });
      const result = checkToken(this.target, ping, clockSkew(ping, this.parts.clock.now()));
      return result.outcome === 'failed' ? [result] : [result, await this.checkCatalog()];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [skipped('issuer-and-key', `No token could be signed to try it with: ${error.message}`)];
    }
  }

  private async checkCatalog(): Promise<CheckResult> {
    try {
      for await (const _page of this.client.catalog(1))
        return passed('catalog', 'The registry lists its repositories.');
      return passed('catalog', 'The registry lists its repositories.');
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      const fix = 'Look into the log of the registry. Without the list nothing is shown of what it holds.';
      return failed('catalog', `The list of repositories cannot be read: ${describeFailure(error.failure)}`, fix);
    }
  }
}

function hasFailed(results: readonly CheckResult[]): boolean {
  return results.some((result) => result.outcome === 'failed');
}
