import { Controller } from '@nestjs/common';
import { changeSettings, type ConsoleReply, readSettings } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { SettingsService } from './settings.service.js';

@Controller()
export class SettingsMessages {
  constructor(private readonly settings: SettingsService) {}

  @HandleConsole(readSettings)
  read(call: OpenConsoleCall<typeof readSettings>): Promise<ConsoleReply> {
    return this.settings.read(call);
  }

  @HandleConsole(changeSettings)
  change(call: OpenConsoleCall<typeof changeSettings>): Promise<ConsoleReply> {
    return this.settings.change(call);
  }
}
