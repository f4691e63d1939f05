import { Controller } from '@nestjs/common';
import { type ConsoleReply, explainAccess, listAccess } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { AccessService } from './access.service.js';
import { ExplanationService } from './explanation.service.js';

@Controller()
export class ExplanationMessages {
  constructor(
    private readonly explanations: ExplanationService,
    private readonly access: AccessService,
  ) {}

  @HandleConsole(explainAccess)
  explain(call: OpenConsoleCall<typeof explainAccess>): Promise<ConsoleReply> {
    return this.explanations.explain(call);
  }

  @HandleConsole(listAccess)
  list(call: OpenConsoleCall<typeof listAccess>): Promise<ConsoleReply> {
    return this.access.list(call);
  }
}
