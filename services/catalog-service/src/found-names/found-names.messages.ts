import { Controller } from '@nestjs/common';
import { ListFoundNames } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { PolicyView } from '../access/policy-view.js';
import { FoundNamesService } from './found-names.service.js';

/** For identity-service, which asks on behalf of administrators. */
@Controller()
export class FoundNamesMessages {
  constructor(
    private readonly foundNames: FoundNamesService,
    private readonly view: PolicyView,
  ) {}

  @HandleRequest(ListFoundNames)
  async list(request: z.output<typeof ListFoundNames.request>): Promise<z.input<typeof ListFoundNames.reply>> {
    await this.view.atLeast(request.atLeast);
    return this.foundNames.list(request);
  }
}
