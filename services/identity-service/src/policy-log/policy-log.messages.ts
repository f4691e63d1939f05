import { Controller } from '@nestjs/common';
import { type LogPage, ReadPolicyLog, ReadPolicySnapshot, type SnapshotPage } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { PolicyLog } from './policy-log.service.js';

@Controller()
export class PolicyLogMessages {
  constructor(private readonly log: PolicyLog) {}

  @HandleRequest(ReadPolicyLog)
  read(request: z.output<typeof ReadPolicyLog.request>): Promise<LogPage> {
    return this.log.read(request);
  }

  @HandleRequest(ReadPolicySnapshot)
  snapshot(request: z.output<typeof ReadPolicySnapshot.request>): Promise<SnapshotPage> {
    return this.log.snapshot(request);
  }
}
