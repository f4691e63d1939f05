import { Controller, Module } from '@nestjs/common';
import { FindSeenRefreshToken, ListSeenRefreshTokens, ReadCredentialUses } from '@spectacles/contracts';
import { type Bus, HandleRequest, type RunningService, startMicroservice } from '@spectacles/platform';
import { testLogger } from '@spectacles/testing';
import type { z } from 'zod';

type SeenToken = z.output<typeof ListSeenRefreshTokens.reply>['items'][number];
type Use = z.output<typeof ReadCredentialUses.reply>['uses'][number];

let seen: SeenToken[] = [];
let uses: Use[] = [];

@Controller()
class TokenLogMessages {
  @HandleRequest(ReadCredentialUses)
  uses({ credentialIds }: z.output<typeof ReadCredentialUses.request>): z.input<typeof ReadCredentialUses.reply> {
    return { uses: uses.filter(({ credentialId }) => credentialIds.includes(credentialId)) };
  }

  @HandleRequest(ListSeenRefreshTokens)
  list({ subjectId }: z.output<typeof ListSeenRefreshTokens.request>): z.input<typeof ListSeenRefreshTokens.reply> {
    return { items: seen.filter(({ subject }) => subject.id === subjectId) };
  }

  @HandleRequest(FindSeenRefreshToken)
  find({ id }: z.output<typeof FindSeenRefreshToken.request>): z.input<typeof FindSeenRefreshToken.reply> {
    return { found: seen.find((token) => token.id === id) ?? null };
  }
}

@Module({ controllers: [TokenLogMessages] })
class TokenLogModule {}

/** Answers in the place of catalog-service what the token log saw. */
export class TokenLogTwin {
  private constructor(private readonly service: RunningService) {}

  static async start(bus: Bus): Promise<TokenLogTwin> {
    seen = [];
    uses = [];
    const { logger } = testLogger();
    return new TokenLogTwin(await startMicroservice(TokenLogModule, { bus, queue: 'catalog', logger }));
  }

  see(...tokens: readonly SeenToken[]): void {
    seen.push(...tokens);
  }

  use(...more: readonly Use[]): void {
    uses.push(...more);
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
