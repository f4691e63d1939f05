import { Controller } from '@nestjs/common';
import { CompleteSetup, ReadSetup } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { SetupService } from './setup.service.js';

@Controller()
export class SetupMessages {
  constructor(private readonly setup: SetupService) {}

  @HandleRequest(ReadSetup)
  async read(): Promise<z.input<typeof ReadSetup.reply>> {
    return { required: await this.setup.required() };
  }

  @HandleRequest(CompleteSetup)
  complete(request: z.output<typeof CompleteSetup.request>): Promise<z.input<typeof CompleteSetup.reply>> {
    return this.setup.complete(request);
  }
}
