import { Controller } from '@nestjs/common';
import { listRepositories, readRepository, type ConsoleReply } from '@spectacles/contracts';
import { answer, Clock, HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import { PolicyView } from '../access/policy-view.js';
import { RepositoriesService } from './repositories.service.js';

@Controller()
export class RepositoriesMessages {
  constructor(
    private readonly repositories: RepositoriesService,
    private readonly view: PolicyView,
    private readonly clock: Clock,
  ) {}

  @HandleConsole(listRepositories)
  async list({ envelope, caller, query }: OpenConsoleCall<typeof listRepositories>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.repositories.list(principalOf(caller, envelope.address, this.clock.now()), query));
  }

  @HandleConsole(readRepository)
  async read({ envelope, caller, params }: OpenConsoleCall<typeof readRepository>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.repositories.read(principalOf(caller, envelope.address, this.clock.now()), params.id));
  }
}
