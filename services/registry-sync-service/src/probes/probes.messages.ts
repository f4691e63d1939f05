import { Controller } from '@nestjs/common';
import { ProbeName } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { PolicyView } from '../access/policy-view.js';
import { ProbesService } from './probes.service.js';

/** For identity-service, before somebody becomes an owner by pushing first. */
@Controller()
export class ProbesMessages {
  constructor(
    private readonly probes: ProbesService,
    private readonly view: PolicyView,
  ) {}

  @HandleRequest(ProbeName)
  async probe({ atLeast, ...request }: z.output<typeof ProbeName.request>): Promise<z.input<typeof ProbeName.reply>> {
    await this.view.atLeast(atLeast);
    return this.probes.probe(request);
  }
}
