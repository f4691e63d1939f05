import { Controller } from '@nestjs/common';
import { type LogPage, ReadActivityLog } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { ActivityLog } from './activity-log.service.js';

@Controller()
export class ActivityMessages {
  constructor(private readonly log: ActivityLog) {}

  @HandleRequest(ReadActivityLog)
  read(request: z.output<typeof ReadActivityLog.request>): Promise<LogPage> {
    return this.log.read(request);
  }
}
