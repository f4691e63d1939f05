import { Controller } from '@nestjs/common';
import { type ConsoleReply, readPolicy, ReplicaLeft, ReplicaReported } from '@spectacles/contracts';
import { HandleConsole, HandleEvent, type OpenConsoleCall } from '@spectacles/platform';
import type { z } from 'zod';
import { ReplicaRegistry } from './replica-registry.js';
import { ReplicasService } from './replicas.service.js';

@Controller()
export class ReplicasMessages {
  constructor(
    private readonly registry: ReplicaRegistry,
    private readonly replicas: ReplicasService,
  ) {}

  @HandleEvent(ReplicaReported)
  reported(report: z.output<typeof ReplicaReported.payload>): void {
    this.registry.heard(report);
  }

  @HandleEvent(ReplicaLeft)
  left({ instance }: z.output<typeof ReplicaLeft.payload>): void {
    this.registry.left(instance);
  }

  @HandleConsole(readPolicy)
  read(call: OpenConsoleCall<typeof readPolicy>): Promise<ConsoleReply> {
    return this.replicas.read(call);
  }
}
