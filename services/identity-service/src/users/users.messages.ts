import { Controller } from '@nestjs/common';
import {
  changeUser,
  type ConsoleReply,
  createUser,
  deleteUser,
  findPeople,
  listUsers,
  readUser,
  setUserPassword,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { UserRemovalService } from './user-removal.service.js';
import { UserService } from './user.service.js';

@Controller()
export class UsersMessages {
  constructor(
    private readonly users: UserService,
    private readonly removals: UserRemovalService,
  ) {}

  @HandleConsole(listUsers)
  list(call: OpenConsoleCall<typeof listUsers>): Promise<ConsoleReply> {
    return this.users.list(call);
  }

  @HandleConsole(createUser)
  create(call: OpenConsoleCall<typeof createUser>): Promise<ConsoleReply> {
    return this.users.create(call);
  }

  @HandleConsole(readUser)
  read(call: OpenConsoleCall<typeof readUser>): Promise<ConsoleReply> {
    return this.users.read(call);
  }

  @HandleConsole(changeUser)
  change(call: OpenConsoleCall<typeof changeUser>): Promise<ConsoleReply> {
    return this.users.change(call);
  }

  @HandleConsole(setUserPassword)
  setPassword(call: OpenConsoleCall<typeof setUserPassword>): Promise<ConsoleReply> {
    return this.users.setPassword(call);
  }

  @HandleConsole(deleteUser)
  remove(call: OpenConsoleCall<typeof deleteUser>): Promise<ConsoleReply> {
    return this.removals.remove(call);
  }

  @HandleConsole(findPeople)
  find(call: OpenConsoleCall<typeof findPeople>): Promise<ConsoleReply> {
    return this.users.find(call);
  }
}
