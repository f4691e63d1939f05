import { Controller } from '@nestjs/common';
import { SessionsEnded } from '@spectacles/contracts';
import { HandleEvent } from '@spectacles/platform';
import type { z } from 'zod';
import { SessionService } from './session.service.js';

@Controller()
export class SessionsMessages {
  constructor(private readonly sessions: SessionService) {}

  @HandleEvent(SessionsEnded)
  forget(payload: z.output<typeof SessionsEnded.payload>): void {
    this.sessions.forget(payload.sessionIds);
  }
}
