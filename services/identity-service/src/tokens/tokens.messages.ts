import { Controller } from '@nestjs/common';
import {
  type ConsoleReply,
  createToken,
  listTokens,
  listUserTokens,
  readToken,
  revokeToken,
  revokeUserToken,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { TokenService } from './token.service.js';

@Controller()
export class TokensMessages {
  constructor(private readonly tokens: TokenService) {}

  @HandleConsole(listTokens)
  list(call: OpenConsoleCall<typeof listTokens>): Promise<ConsoleReply> {
    return this.tokens.list(call);
  }

  @HandleConsole(createToken)
  create(call: OpenConsoleCall<typeof createToken>): Promise<ConsoleReply> {
    return this.tokens.create(call);
  }

  @HandleConsole(readToken)
  read(call: OpenConsoleCall<typeof readToken>): Promise<ConsoleReply> {
    return this.tokens.read(call);
  }

  @HandleConsole(revokeToken)
  revoke(call: OpenConsoleCall<typeof revokeToken>): Promise<ConsoleReply> {
    return this.tokens.revoke(call);
  }

  @HandleConsole(listUserTokens)
  listOfUser(call: OpenConsoleCall<typeof listUserTokens>): Promise<ConsoleReply> {
    return this.tokens.listOfUser(call);
  }

  @HandleConsole(revokeUserToken)
  revokeOfUser(call: OpenConsoleCall<typeof revokeUserToken>): Promise<ConsoleReply> {
    return this.tokens.revokeOfUser(call);
  }
}
