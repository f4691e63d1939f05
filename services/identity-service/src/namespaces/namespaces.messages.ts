import { Controller } from '@nestjs/common';
import {
  changeNamespace,
  type ConsoleReply,
  createNamespace,
  deleteNamespace,
  listNamespaceMembers,
  listNamespaces,
  putNamespaceMember,
  readNamespace,
  removeNamespaceMember,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { NamespaceMemberService } from './namespace-member.service.js';
import { NamespaceRemovalService } from './namespace-removal.service.js';
import { NamespaceService } from './namespace.service.js';

@Controller()
export class NamespacesMessages {
  constructor(
    private readonly namespaces: NamespaceService,
    private readonly removals: NamespaceRemovalService,
    private readonly members: NamespaceMemberService,
  ) {}

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
    return this.removals.remove(call);
  }

  @HandleConsole(listNamespaceMembers)
  listMembers(call: OpenConsoleCall<typeof listNamespaceMembers>): Promise<ConsoleReply> {
    return this.members.list(call);
  }

  @HandleConsole(putNamespaceMember)
  putMember(call: OpenConsoleCall<typeof putNamespaceMember>): Promise<ConsoleReply> {
    return this.members.put(call);
  }

  @HandleConsole(removeNamespaceMember)
  removeMember(call: OpenConsoleCall<typeof removeNamespaceMember>): Promise<ConsoleReply> {
    return this.members.remove(call);
  }
}
