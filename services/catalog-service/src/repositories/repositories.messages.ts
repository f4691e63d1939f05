import { Controller } from '@nestjs/common';
import { listRepositories, readRepository, type ConsoleReply } from '@spectacles/contracts';
import { answer, HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { PolicyView, principalOf } from '../access/policy-view.js';
import { RepositoriesService } from './repositories.service.js';

@Controller()
export class RepositoriesMessages {
  constructor(
    private readonly repositories: RepositoriesService,
    private readonly view: PolicyView,
  ) {}

  @HandleConsole(listRepositories)
  async list({ envelope, caller, query }: OpenConsoleCall<typeof listRepositories>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.repositories.list(principalOf(caller), query));
  }

  @HandleConsole(readRepository)
  async read({ envelope, caller, params }: OpenConsoleCall<typeof readRepository>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.repositories.read(principalOf(caller), params.id));
  }
}
