import { Controller } from '@nestjs/common';
import {
  AppendDecisions,
  FindSeenRefreshToken,
  listDecisions,
  ListSeenRefreshTokens,
  ReadCredentialUses,
  ReadSpoolPosition,
  summarizeDecisions,
  type ConsoleReply,
} from '@spectacles/contracts';
import { answer, Clock, HandleConsole, HandleRequest, type OpenConsoleCall } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import type { z } from 'zod';
import { PolicyView } from '../access/policy-view.js';
import { DecisionsService } from './decisions.service.js';
import { readSpooledLines } from './spooled-lines.js';

type Reply<C extends { readonly reply: z.ZodType }> = Promise<z.input<C['reply']>>;

/** For token servers, which hand over their spools; for identity-service; and for whoever reads the token log. */
@Controller()
export class DecisionsMessages {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly view: PolicyView,
    private readonly clock: Clock,
  ) {}

  @HandleRequest(AppendDecisions)
  async append({ spool, first, lines }: z.output<typeof AppendDecisions.request>): Reply<typeof AppendDecisions> {
    return { last: await this.decisions.append(spool, first, readSpooledLines(lines, this.clock)) };
  }

  @HandleRequest(ReadSpoolPosition)
  async position({ spool }: z.output<typeof ReadSpoolPosition.request>): Reply<typeof ReadSpoolPosition> {
    return { last: await this.decisions.position(spool) };
  }

  @HandleRequest(ReadCredentialUses)
  async uses(request: z.output<typeof ReadCredentialUses.request>): Reply<typeof ReadCredentialUses> {
    return { uses: [...(await this.decisions.uses(request.credentialIds))] };
  }

  @HandleRequest(ListSeenRefreshTokens)
  async seen(request: z.output<typeof ListSeenRefreshTokens.request>): Reply<typeof ListSeenRefreshTokens> {
    return { items: [...(await this.decisions.seenRefreshTokens(request.subjectId, request.limit))] };
  }

  @HandleRequest(FindSeenRefreshToken)
  async find({ id }: z.output<typeof FindSeenRefreshToken.request>): Reply<typeof FindSeenRefreshToken> {
    return { found: await this.decisions.seenRefreshToken(id) };
  }

  @HandleConsole(listDecisions)
  async list({ envelope, caller, query }: OpenConsoleCall<typeof listDecisions>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.decisions.list(principalOf(caller, envelope.address, this.clock.now()), query));
  }

  @HandleConsole(summarizeDecisions)
  async summarize({ envelope, caller, query }: OpenConsoleCall<typeof summarizeDecisions>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.decisions.summarize(principalOf(caller, envelope.address, this.clock.now()), query.hours));
  }
}
