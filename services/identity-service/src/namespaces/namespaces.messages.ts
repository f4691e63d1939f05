import { Controller } from '@nestjs/common';
import {
  changeNamespace,
  type ConsoleReply,
  createNamespace,
  deleteNamespace,
  listNamespaces,
  readNamespace,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { NamespaceService } from './namespace.service.js';

@Controller()
export class NamespacesMessages {
  constructor(private readonly namespaces: NamespaceService) {}

  @HandleConsole(listNamespaces)
  list(call: OpenConsoleCall<typeof listNamespaces>): Promise<ConsoleReply> {
    return this.namespaces.list(call);
  }

  @HandleConsole(createNamespace)
  create(call: OpenConsoleCall<typeof createNamespace>): Promise<ConsoleReply> {
    return this.namespaces.create(call);
  }

  @HandleConsole(readNamespace)
  read(call: OpenConsoleCall<typeof readNamespace>): Promise<ConsoleReply> {
    return this.namespaces.read(call);
  }

  @HandleConsole(changeNamespace)
  change(call: OpenConsoleCall<typeof changeNamespace>): Promise<ConsoleReply> {
    return this.namespaces.change(call);
  }

  @HandleConsole(deleteNamespace)
  remove(call: OpenConsoleCall<typeof deleteNamespace>): Promise<ConsoleReply> {
    return this.namespaces.remove(call);
  }
}
