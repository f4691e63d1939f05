import { Controller } from '@nestjs/common';
import {
  ApplyReading,
  BeginReading,
  FindStoredName,
  FindUnknownImages,
  ListKnownRepositories,
  ListKnownTags,
  ReportRegistryRead,
  ReportRepositoryMissing,
} from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { PolicyView } from '../access/policy-view.js';
import { ReadingsService } from './readings.service.js';

type Reply<C extends { readonly reply: z.ZodType }> = Promise<z.input<C['reply']>>;

/** For registry-sync-service, which alone talks to registries. */
@Controller()
export class ReadingsMessages {
  constructor(
    private readonly readings: ReadingsService,
    private readonly view: PolicyView,
  ) {}

  @HandleRequest(BeginReading)
  async begin(request: z.output<typeof BeginReading.request>): Reply<typeof BeginReading> {
    await this.view.atLeast(request.atLeast);
    const { tags, ...begun } = await this.readings.begin(request.registryId, request.name);
    return { ...begun, tags: [...tags] };
  }

  @HandleRequest(ListKnownTags)
  async knownTags(request: z.output<typeof ListKnownTags.request>): Reply<typeof ListKnownTags> {
    const { tags, next } = await this.readings.knownTags(request.repositoryId, request.after);
    return { tags: [...tags], next };
  }

  @HandleRequest(ListKnownRepositories)
  async knownRepositories(
    request: z.output<typeof ListKnownRepositories.request>,
  ): Reply<typeof ListKnownRepositories> {
    const names = await this.readings.knownRepositories(request.registryId, request.after, request.limit);
    return { names: [...names] };
  }

  @HandleRequest(FindUnknownImages)
  async unknownImages(request: z.output<typeof FindUnknownImages.request>): Reply<typeof FindUnknownImages> {
    return { digests: [...(await this.readings.unknownImages(request.repositoryId, request.digests))] };
  }

  @HandleRequest(ApplyReading)
  apply(request: z.output<typeof ApplyReading.request>): Reply<typeof ApplyReading> {
    return this.readings.apply(request);
  }

  @HandleRequest(ReportRepositoryMissing)
  async reportMissing(
    request: z.output<typeof ReportRepositoryMissing.request>,
  ): Reply<typeof ReportRepositoryMissing> {
    return { removed: await this.readings.reportMissing(request.repositoryId, request.reading) };
  }

  @HandleRequest(ReportRegistryRead)
  async reportRead(request: z.output<typeof ReportRegistryRead.request>): Reply<typeof ReportRegistryRead> {
    const { registryId, url, readAt, unrecorded, atLeast } = request;
    await this.view.atLeast(atLeast);
    await this.readings.recordWhole({ registryId, url, readAt: new Date(readAt), unrecorded });
    return {};
  }

  /** For identity-service, before somebody becomes an owner. */
  @HandleRequest(FindStoredName)
  async storedBelow(request: z.output<typeof FindStoredName.request>): Reply<typeof FindStoredName> {
    const { readAt, name } = await this.readings.storedBelow(request.registryId, request.url, request.path);
    return { readAt: readAt?.toISOString() ?? null, name };
  }
}
