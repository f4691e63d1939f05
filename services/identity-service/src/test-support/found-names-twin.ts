import { Controller, Module } from '@nestjs/common';
import { ListFoundNames } from '@spectacles/contracts';
import { type Bus, HandleRequest, type RunningService, startMicroservice } from '@spectacles/platform';
import { testLogger } from '@spectacles/testing';
import type { z } from 'zod';

type Reply = z.input<typeof ListFoundNames.reply>;

let items: Reply['items'] = [];
let asked: unknown[] = [];

@Controller()
class FoundNamesMessages {
  @HandleRequest(ListFoundNames)
  list(request: z.output<typeof ListFoundNames.request>): Reply {
    asked.push(request);
    const start = request.cursor === null ? 0 : Number(request.cursor);
    const end = start + request.limit;
    return { items: items.slice(start, end), next: end < items.length ? String(end) : null };
  }
}

@Module({ controllers: [FoundNamesMessages] })
class FoundNamesModule {}

/** Answers in the place of catalog-service. */
export class FoundNamesTwin {
  private constructor(private readonly service: RunningService) {}

  static async start(bus: Bus, found: Reply['items']): Promise<FoundNamesTwin> {
    items = found;
    asked = [];
    const { logger } = testLogger();
    return new FoundNamesTwin(await startMicroservice(FoundNamesModule, { bus, queue: 'catalog', logger }));
  }

  get asked(): readonly unknown[] {
    return asked;
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
