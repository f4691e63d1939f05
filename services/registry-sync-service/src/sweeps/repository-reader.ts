import { TagName } from '@spectacles/contracts';
import { RegistryError } from '@spectacles/registry-client';
import type { ReaderParts, RepositoryToRead } from './reader-parts.js';
import { TagReading } from './tag-reading.js';

/** Reads a repository: its list of tags, then the manifests of those tags of which something may be new. */
export class RepositoryReader {
  constructor(private readonly parts: ReaderParts) {}

  /** Answers whether the catalog has the repository now: one that is missing may be gone from it, or was never there. */
  async read(repository: RepositoryToRead): Promise<boolean> {
    const { catalog, registryId } = this.parts;
    // A name that the catalog has never seen is recorded only once the registry itself stands by it.
    if (!repository.known && (await this.listTags(repository.name)) === null) return false;
    const reading = await catalog.begin(registryId, repository.name);
    const listed = await this.listTags(repository.name);
    if (listed === null) {
      await catalog.reportMissing(reading);
      return false;
    }
    await new TagReading(this.parts, repository, reading).run(listed);
    return true;
  }

  /** Null where the registry has no such repository. An empty list is no proof that the tags are gone. */
  private async listTags(name: string): Promise<ReadonlySet<string> | null> {
    const listed = new Set<string>();
    try {
      for await (const page of this.parts.client.tags(name))
        for (const tag of page) if (TagName.safeParse(tag).success) listed.add(tag);
      return listed;
    } catch (error) {
      if (error instanceof RegistryError && error.failure.kind === 'not-found') return null;
      throw error;
    }
  }
}
