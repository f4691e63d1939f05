import { Controller, Module } from '@nestjs/common';
import { ListKnownRepositories } from '@spectacles/contracts';
import { type Bus, HandleRequest, type RunningService, startMicroservice } from '@spectacles/platform';
import { testLogger } from '@spectacles/testing';
import type { z } from 'zod';

let known: readonly string[] = [];

@Controller()
class KnownRepositoriesMessages {
  @HandleRequest(ListKnownRepositories)
  list({ after, limit }: z.output<typeof ListKnownRepositories.request>): { names: string[] } {
    return { names: known.filter((name) => name > after).slice(0, limit) };
  }
}

@Module({ controllers: [KnownRepositoriesMessages] })
class KnownRepositoriesModule {}

/** Answers in the place of catalog-service which repositories are there. */
export class KnownRepositoriesTwin {
  private constructor(private readonly service: RunningService) {}

  static async start(bus: Bus, names: readonly string[] = []): Promise<KnownRepositoriesTwin> {
    known = [...names].sort();
    const { logger } = testLogger();
    return new KnownRepositoriesTwin(
      await startMicroservice(KnownRepositoriesModule, { bus, queue: 'catalog', logger }),
    );
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
