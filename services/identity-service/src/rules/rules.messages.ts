import { Controller } from '@nestjs/common';
import { type ConsoleReply, readRules, replaceRules } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { RuleService } from './rule.service.js';

@Controller()
export class RulesMessages {
  constructor(private readonly rules: RuleService) {}

  @HandleConsole(readRules)
  read(call: OpenConsoleCall<typeof readRules>): Promise<ConsoleReply> {
    return this.rules.read(call);
  }

  @HandleConsole(replaceRules)
  replace(call: OpenConsoleCall<typeof replaceRules>): Promise<ConsoleReply> {
    return this.rules.replace(call);
  }
}
