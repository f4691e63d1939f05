import { Controller } from '@nestjs/common';
import { type ConsoleReply, listNotices } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { NoticeService } from './notice.service.js';

@Controller()
export class NoticesMessages {
  constructor(private readonly notices: NoticeService) {}

  @HandleConsole(listNotices)
  list(call: OpenConsoleCall<typeof listNotices>): Promise<ConsoleReply> {
    return this.notices.list(call);
  }
}
