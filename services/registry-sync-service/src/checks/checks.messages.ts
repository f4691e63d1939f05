import { Controller } from '@nestjs/common';
import { checkRegistry, checkRegistryDraft, type ConsoleReply } from '@spectacles/contracts';
import { answer, Clock, HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { PolicyView, requireAdministrator } from '../access/policy-view.js';
import { ChecksService } from './checks.service.js';

@Controller()
export class ChecksMessages {
  constructor(
    private readonly checks: ChecksService,
    private readonly view: PolicyView,
    private readonly clock: Clock,
  ) {}

  @HandleConsole(checkRegistry)
  async check({ envelope, params }: OpenConsoleCall<typeof checkRegistry>): Promise<ConsoleReply> {
    await requireAdministrator(this.view, envelope, this.clock.now());
    return answer(await this.checks.check(params.id));
  }

  @HandleConsole(checkRegistryDraft)
  async checkDraft(call: OpenConsoleCall<typeof checkRegistryDraft>): Promise<ConsoleReply> {
    await requireAdministrator(this.view, call.envelope, this.clock.now());
    return answer(await this.checks.checkDraft(call.body()));
  }
}
