import { Controller } from '@nestjs/common';
import {
  changeRegistry,
  type ConsoleReply,
  createRegistry,
  deleteRegistry,
  listRegistries,
  readRegistry,
  readRegistryConfiguration,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { RegistryService } from './registry.service.js';

@Controller()
export class RegistriesMessages {
  constructor(private readonly registries: RegistryService) {}

  @HandleConsole(listRegistries)
  list(call: OpenConsoleCall<typeof listRegistries>): Promise<ConsoleReply> {
    return this.registries.list(call);
  }

  @HandleConsole(createRegistry)
  create(call: OpenConsoleCall<typeof createRegistry>): Promise<ConsoleReply> {
    return this.registries.create(call);
  }

  @HandleConsole(readRegistry)
  read(call: OpenConsoleCall<typeof readRegistry>): Promise<ConsoleReply> {
    return this.registries.read(call);
  }

  @HandleConsole(changeRegistry)
  change(call: OpenConsoleCall<typeof changeRegistry>): Promise<ConsoleReply> {
    return this.registries.change(call);
  }

  @HandleConsole(deleteRegistry)
  remove(call: OpenConsoleCall<typeof deleteRegistry>): Promise<ConsoleReply> {
    return this.registries.remove(call);
  }

  @HandleConsole(readRegistryConfiguration)
  configuration(call: OpenConsoleCall<typeof readRegistryConfiguration>): Promise<ConsoleReply> {
    return this.registries.configuration(call);
  }
}
