import { Controller, Module } from '@nestjs/common';
import { PolicyChanged } from '@spectacles/contracts';
import { type Bus, HandleEvent, type RunningService, startMicroservice } from '@spectacles/platform';
import { testLogger } from '@spectacles/testing';

let heard: number[] = [];

@Controller()
class PolicyChangedMessages {
  @HandleEvent(PolicyChanged)
  ring({ n }: { n: number }): void {
    heard.push(n);
  }
}

@Module({ controllers: [PolicyChangedMessages] })
class PolicyChangedModule {}

/** Hears the doorbell in the place of a replica. */
export class PolicyChangedTwin {
  private constructor(private readonly service: RunningService) {}

  static async start(bus: Bus): Promise<PolicyChangedTwin> {
    heard = [];
    const { logger } = testLogger();
    return new PolicyChangedTwin(await startMicroservice(PolicyChangedModule, { bus, queue: 'replica', logger }));
  }

  get heard(): readonly number[] {
    return heard;
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
