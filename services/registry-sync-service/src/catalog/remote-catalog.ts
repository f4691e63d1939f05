import {
  ApplyReading,
  BeginReading,
  FindUnknownImages,
  ListKnownRepositories,
  ListKnownTags,
  ReportRegistryRead,
  ReportRepositoryMissing,
  type KnownTag,
} from '@spectacles/contracts';
import type { MessageClient } from '@spectacles/platform';
import type { PolicyView } from '../access/policy-view.js';
import { Catalog, type OpenReading, type ReadingPart, type WholeReading } from './catalog.js';

const NAMES_PER_PAGE = 2000;

/** The catalog over the bus. */
export class RemoteCatalog extends Catalog {
  constructor(
    private readonly messages: MessageClient,
    private readonly view: PolicyView,
  ) {
    super();
  }

  override async knownRepositories(registryId: string): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: readonly string[] = await this.namesAfter(registryId, after);
      for (const name of page) known.add(name);
      after = page.length < NAMES_PER_PAGE ? undefined : page.at(-1);
    }
    return known;
  }

  override async begin(registryId: string, name: string): Promise<OpenReading> {
    const begun = await this.messages.request(BeginReading, { registryId, name, atLeast: this.view.version });
    const known = new Map<string, KnownTag>(begun.tags.map((tag) => [tag.name, tag]));
    for (let after = begun.next; after !== null;) {
      const page = await this.messages.request(ListKnownTags, { repositoryId: begun.repositoryId, after });
      for (const tag of page.tags) known.set(tag.name, tag);
      after = page.next;
    }
    return { repositoryId: begun.repositoryId, reading: begun.reading, known };
  }

  override async unknownImages(repositoryId: string, digests: readonly string[]): Promise<readonly string[]> {
    if (digests.length === 0) return [];
    return (await this.messages.request(FindUnknownImages, { repositoryId, digests: [...digests] })).digests;
  }

  override async apply({ repositoryId, reading }: OpenReading, part: ReadingPart): Promise<number> {
    const { removed } = await this.messages.request(ApplyReading, {
      repositoryId,
      reading,
      tags: [...part.tags],
      missing: [...part.missing],
      images: [...part.images],
      complete: part.complete,
    });
    return removed;
  }

  override async reportMissing({ repositoryId, reading }: OpenReading): Promise<void> {
    await this.messages.request(ReportRepositoryMissing, { repositoryId, reading });
  }

  override async reportRead({ readAt, unrecorded, ...registry }: WholeReading): Promise<void> {
    await this.messages.request(ReportRegistryRead, {
      ...registry,
      readAt: readAt.toISOString(),
      unrecorded: unrecorded === null ? null : [...unrecorded],
      atLeast: this.view.version,
    });
  }

  private async namesAfter(registryId: string, after: string): Promise<readonly string[]> {
    const request = { registryId, after, limit: NAMES_PER_PAGE };
    return (await this.messages.request(ListKnownRepositories, request)).names;
  }
}
