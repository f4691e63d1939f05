import { Controller } from '@nestjs/common';
import { listSweeps, startSweep, type ConsoleReply } from '@spectacles/contracts';
import { accepted, answer, Clock, HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { PolicyView, requireAdministrator } from '../access/policy-view.js';
import { SweepsService } from './sweeps.service.js';

@Controller()
export class SweepsMessages {
  constructor(
    private readonly sweeps: SweepsService,
    private readonly view: PolicyView,
    private readonly clock: Clock,
  ) {}

  @HandleConsole(startSweep)
  async start({ envelope, params }: OpenConsoleCall<typeof startSweep>): Promise<ConsoleReply> {
    await requireAdministrator(this.view, envelope, this.clock.now());
    this.view.requireFresh('write');
    return accepted(await this.sweeps.start(params.id));
  }

  @HandleConsole(listSweeps)
  async list({ envelope, params, query }: OpenConsoleCall<typeof listSweeps>): Promise<ConsoleReply> {
    await requireAdministrator(this.view, envelope, this.clock.now());
    return answer(await this.sweeps.list(params.id, query));
  }
}
