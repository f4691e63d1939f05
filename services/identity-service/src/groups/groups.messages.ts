import { Controller } from '@nestjs/common';
import {
  changeGroup,
  type ConsoleReply,
  createGroup,
  deleteGroup,
  findGroups,
  listGroupMembers,
  listGroups,
  listUserGroups,
  putGroupMember,
  readGroup,
  removeGroupMember,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { GroupMemberService } from './group-member.service.js';
import { GroupRemovalService } from './group-removal.service.js';
import { GroupService } from './group.service.js';

@Controller()
export class GroupsMessages {
  constructor(
    private readonly groups: GroupService,
    private readonly members: GroupMemberService,
    private readonly removals: GroupRemovalService,
  ) {}

  @HandleConsole(listGroups)
  list(call: OpenConsoleCall<typeof listGroups>): Promise<ConsoleReply> {
    return this.groups.list(call);
  }

  @HandleConsole(createGroup)
  create(call: OpenConsoleCall<typeof createGroup>): Promise<ConsoleReply> {
    return this.groups.create(call);
  }

  @HandleConsole(readGroup)
  read(call: OpenConsoleCall<typeof readGroup>): Promise<ConsoleReply> {
    return this.groups.read(call);
  }

  @HandleConsole(changeGroup)
  change(call: OpenConsoleCall<typeof changeGroup>): Promise<ConsoleReply> {
    return this.groups.change(call);
  }

  @HandleConsole(deleteGroup)
  remove(call: OpenConsoleCall<typeof deleteGroup>): Promise<ConsoleReply> {
    return this.removals.remove(call);
  }

  @HandleConsole(findGroups)
  find(call: OpenConsoleCall<typeof findGroups>): Promise<ConsoleReply> {
    return this.groups.find(call);
  }

  @HandleConsole(listUserGroups)
  ofUser(call: OpenConsoleCall<typeof listUserGroups>): Promise<ConsoleReply> {
    return this.groups.ofUser(call);
  }

  @HandleConsole(listGroupMembers)
  listMembers(call: OpenConsoleCall<typeof listGroupMembers>): Promise<ConsoleReply> {
    return this.members.list(call);
  }

  @HandleConsole(putGroupMember)
  putMember(call: OpenConsoleCall<typeof putGroupMember>): Promise<ConsoleReply> {
    return this.members.put(call);
  }

  @HandleConsole(removeGroupMember)
  removeMember(call: OpenConsoleCall<typeof removeGroupMember>): Promise<ConsoleReply> {
    return this.members.remove(call);
  }
}
