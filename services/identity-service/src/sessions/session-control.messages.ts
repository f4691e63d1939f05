import { Controller } from '@nestjs/common';
import {
  type ConsoleReply,
  endAllSessions,
  endAllUserSessions,
  endSession,
  endUserSession,
  listSessions,
  listUserSessions,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { SessionControlService } from './session-control.service.js';

@Controller()
export class SessionControlMessages {
  constructor(private readonly sessions: SessionControlService) {}

  @HandleConsole(listSessions)
  list(call: OpenConsoleCall<typeof listSessions>): Promise<ConsoleReply> {
    return this.sessions.list(call);
  }

  @HandleConsole(endSession)
  end(call: OpenConsoleCall<typeof endSession>): Promise<ConsoleReply> {
    return this.sessions.end(call);
  }

  @HandleConsole(endAllSessions)
  endAll(call: OpenConsoleCall<typeof endAllSessions>): Promise<ConsoleReply> {
    return this.sessions.endAll(call);
  }

  @HandleConsole(listUserSessions)
  listOfUser(call: OpenConsoleCall<typeof listUserSessions>): Promise<ConsoleReply> {
    return this.sessions.listOfUser(call);
  }

  @HandleConsole(endUserSession)
  endOfUser(call: OpenConsoleCall<typeof endUserSession>): Promise<ConsoleReply> {
    return this.sessions.endOfUser(call);
  }

  @HandleConsole(endAllUserSessions)
  endAllOfUser(call: OpenConsoleCall<typeof endAllUserSessions>): Promise<ConsoleReply> {
    return this.sessions.endAllOfUser(call);
  }
}
