import { Controller, Module } from '@nestjs/common';
import { FindStoredName, ProbeName } from '@spectacles/contracts';
import { type Bus, HandleRequest, type RunningService, startMicroservice } from '@spectacles/platform';
import { testLogger } from '@spectacles/testing';
import type { z } from 'zod';

type Probe = z.input<typeof ProbeName.reply>;

/** What registries hold, for each of the two who are asked. */
interface Stored {
  /** What sweeps found. */
  names: readonly string[];
  /** Where the registry was read as a whole, and when; null: nowhere yet. */
  readAt: { readonly url: string | null; readonly at: string } | null;
  /** What the registry itself says. */
  probe: Probe;
  probed: z.output<typeof ProbeName.request>[];
}

let stored: Stored;

@Controller()
class StoredNamesMessages {
  @HandleRequest(FindStoredName)
  find({ url, path }: z.output<typeof FindStoredName.request>): z.input<typeof FindStoredName.reply> {
    const { names, readAt } = stored;
    const isRead = readAt !== null && (readAt.url === null || readAt.url === url);
    return {
      readAt: isRead ? readAt.at : null,
      name: names.find((name) => name.startsWith(`${path}/`)) ?? null,
    };
  }

  @HandleRequest(ProbeName)
  probe(request: z.output<typeof ProbeName.request>): Probe {
    stored.probed.push(request);
    return stored.probe;
  }
}

@Module({ controllers: [StoredNamesMessages] })
class StoredNamesModule {}

/** Answers in the place of catalog- and registry-sync-service what registries hold. */
export class StoredNamesTwin {
  private constructor(private readonly service: RunningService) {}

  static async start(bus: Bus, names: readonly string[] = []): Promise<StoredNamesTwin> {
    stored = {
      names,
      readAt: { url: null, at: '2026-01-02T03:04:05.000Z' },
      probe: { outcome: 'empty' },
      probed: [],
    };
    const { logger } = testLogger();
    return new StoredNamesTwin(await startMicroservice(StoredNamesModule, { bus, queue: 'stored', logger }));
  }

  get stored(): Stored {
    return stored;
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
