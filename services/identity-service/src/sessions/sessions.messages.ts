import { Controller } from '@nestjs/common';
import { CloseSession, OpenSession, ResolveSession } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { SessionService } from './session.service.js';

@Controller()
export class SessionsMessages {
  constructor(private readonly sessions: SessionService) {}

  @HandleRequest(OpenSession)
  open({
    username,
    password,
    ...origin
  }: z.output<typeof OpenSession.request>): Promise<z.input<typeof OpenSession.reply>> {
    return this.sessions.open(username, password, origin);
  }

  @HandleRequest(ResolveSession)
  resolve({ secretHash }: z.output<typeof ResolveSession.request>): Promise<z.input<typeof ResolveSession.reply>> {
    return this.sessions.resolve(secretHash);
  }

  @HandleRequest(CloseSession)
  async close({ secretHash }: z.output<typeof CloseSession.request>): Promise<z.input<typeof CloseSession.reply>> {
    return { closed: await this.sessions.close(secretHash) };
  }
}
