import type { KnownTag } from '@spectacles/contracts';
import type { BegunReading, ReadingEffect, ReadingFindings, ReadingRepository } from './reading.repository.js';
import type { StoredBelow, StoredNameRepository, WholeReading } from './stored-name.repository.js';

/** A page of known tags, and where the next begins. */
export interface KnownTagPage {
  readonly tags: readonly KnownTag[];
  readonly next: string | null;
}

/** With digests and names of the greatest length still well within one message. */
const KNOWN_TAGS_PAGE = 1000;

/** Records what the registries show. */
export class ReadingsService {
  private purging: Promise<void> = Promise.resolve();

  constructor(
    private readonly readings: ReadingRepository,
    private readonly names: StoredNameRepository,
  ) {}

  async begin(registryId: string, name: string): Promise<BegunReading & KnownTagPage> {
    const begun = await this.readings.begin(registryId, name);
    return { ...begun, ...(await this.knownTags(begun.repositoryId, '')) };
  }

  async knownTags(repositoryId: string, after: string): Promise<KnownTagPage> {
    const tags = await this.readings.knownTags(repositoryId, after, KNOWN_TAGS_PAGE);
    return { tags, next: tags.length < KNOWN_TAGS_PAGE ? null : (tags.at(-1)?.name ?? null) };
  }

  knownRepositories(registryId: string, after: string, limit: number): Promise<readonly string[]> {
    return this.readings.knownRepositories(registryId, after, limit);
  }

  unknownImages(repositoryId: string, digests: readonly string[]): Promise<readonly string[]> {
    return this.readings.unknownImages(repositoryId, digests);
  }

  apply(findings: ReadingFindings): Promise<ReadingEffect> {
    return this.readings.apply(findings);
  }

  async reportMissing(repositoryId: string, reading: number): Promise<boolean> {
    const removed = await this.readings.reportMissing(repositoryId, reading);
    if (removed) await this.purge();
    return removed;
  }

  /** A sweep has seen everything; what it brought was recorded before. */
  recordWhole(reading: WholeReading): Promise<void> {
    return this.names.record(reading);
  }

  storedBelow(registryId: string, url: string, path: string): Promise<StoredBelow> {
    return this.names.below(registryId, url, path);
  }

  /** Forgets registries that are no longer connected. What they showed is theirs, and a new sweep would bring it back. */
  async forgetDisconnected(isConnected: (registryId: string) => boolean): Promise<void> {
    await this.names.forgetDisconnected(isConnected);
    // Asked at the last moment: a reading of a registry begins only when it is in the policy here.
    for (const registryId of await this.readings.registries())
      if (!isConnected(registryId)) await this.readings.removeRegistry(registryId);
    await this.purge();
  }

  /** Waits for what is going on. */
  async idle(): Promise<void> {
    await this.purging;
  }

  private purge(): Promise<void> {
    const purged = this.purging.then(async () => {
      while (await this.readings.purgeSome()) await new Promise(setImmediate);
    });
    this.purging = purged.catch(() => undefined);
    return purged;
  }
}
