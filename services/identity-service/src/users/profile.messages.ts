import { Controller } from '@nestjs/common';
import { changePassword, changeProfile, type ConsoleReply, readProfile } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { ProfileService } from './profile.service.js';

@Controller()
export class ProfileMessages {
  constructor(private readonly profiles: ProfileService) {}

  @HandleConsole(readProfile)
  read(call: OpenConsoleCall<typeof readProfile>): Promise<ConsoleReply> {
    return this.profiles.read(call);
  }

  @HandleConsole(changeProfile)
  change(call: OpenConsoleCall<typeof changeProfile>): Promise<ConsoleReply> {
    return this.profiles.change(call);
  }

  @HandleConsole(changePassword)
  changePassword(call: OpenConsoleCall<typeof changePassword>): Promise<ConsoleReply> {
    return this.profiles.changePassword(call);
  }
}
