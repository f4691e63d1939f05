import { Controller } from '@nestjs/common';
import { IssueRegistryAccess } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';

import { RegistryAccessService } from './registry-access.service.js';

/** Registry-sync-service alone may publish this subject. */
@Controller()
export class RegistryAccessMessages {
  constructor(private readonly access: RegistryAccessService) {}

  @HandleRequest(IssueRegistryAccess)
  issue(request: z.output<typeof IssueRegistryAccess.request>): Promise<z.output<typeof IssueRegistryAccess.reply>> {
    return this.access.issue(request);
  }
}
