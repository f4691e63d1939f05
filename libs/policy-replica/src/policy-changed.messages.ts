import { Controller } from '@nestjs/common';
import { PolicyChanged } from '@spectacles/contracts';
import { HandleEvent } from '@spectacles/platform';
import type { z } from 'zod';
import { PolicyReplica } from './policy-replica.js';

/** Hears the doorbell of the policy log. */
@Controller()
export class PolicyChangedMessages {
  constructor(private readonly replica: PolicyReplica) {}

  @HandleEvent(PolicyChanged)
  ring(payload: z.output<typeof PolicyChanged.payload>): void {
    this.replica.ring(payload.n);
  }
}
