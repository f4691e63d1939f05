import { IssueRegistryAccess } from '@spectacles/contracts';
import type { Clock, MessageClient } from '@spectacles/platform';
import type { TokenScope, TokenSupplier } from '@spectacles/registry-client';

/** A token is not used in its last seconds: a request may wait in a queue. */
const SPARE_MS = 30_000;
/** Tokens of one registry that are kept; with more repositories than that each reading asks anew. */
const KEPT_TOKENS = 5000;

/** Tokens for one registry, signed by token-service: no key is here, and no realm is ever asked. */
export class RegistryTokens {
  private readonly tokens = new Map<string, { readonly token: string; readonly usableUntil: number }>();

  constructor(
    private readonly registryId: string,
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {}

  readonly supply: TokenSupplier = async (scope: TokenScope) => {
    const key = scope.kind === 'pull' ? `pull ${scope.repository}` : scope.kind;
    const kept = this.tokens.get(key);
    if (kept !== undefined && kept.usableUntil > this.clock.now().getTime()) return kept.token;
    const { token, expiresAt } = await this.messages.request(IssueRegistryAccess, {
      registryId: this.registryId,
      scope,
    });
    if (this.tokens.size >= KEPT_TOKENS) this.tokens.clear();
    this.tokens.set(key, { token, usableUntil: Date.parse(expiresAt) - SPARE_MS });
    return token;
  };
}
