import { Controller } from '@nestjs/common';
import { PutKeyRing } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { KeyRingService } from './key-ring.service.js';

@Controller()
export class KeyRingMessages {
  constructor(private readonly keyRing: KeyRingService) {}

  @HandleRequest(PutKeyRing)
  async put({ basedOn, keys }: z.output<typeof PutKeyRing.request>): Promise<z.input<typeof PutKeyRing.reply>> {
    return { policyVersion: await this.keyRing.put(basedOn, keys) };
  }
}
