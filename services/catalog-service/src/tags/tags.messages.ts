import { Controller } from '@nestjs/common';
import { listTags, readTag, type ConsoleReply } from '@spectacles/contracts';
import { answer, Clock, HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { principalOf } from '@spectacles/policy-replica';
import { PolicyView } from '../access/policy-view.js';
import { TagsService } from './tags.service.js';

@Controller()
export class TagsMessages {
  constructor(
    private readonly tags: TagsService,
    private readonly view: PolicyView,
    private readonly clock: Clock,
  ) {}

  @HandleConsole(listTags)
  async list({ envelope, caller, params, query }: OpenConsoleCall<typeof listTags>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(await this.tags.list(principalOf(caller, envelope.address, this.clock.now()), params.id, query));
  }

  @HandleConsole(readTag)
  async read({ envelope, caller, params }: OpenConsoleCall<typeof readTag>): Promise<ConsoleReply> {
    await this.view.atLeast(envelope.atLeast);
    return answer(
      await this.tags.read(principalOf(caller, envelope.address, this.clock.now()), params.id, params.name),
    );
  }
}
