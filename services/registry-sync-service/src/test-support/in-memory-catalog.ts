import type { ImageRecord, KnownTag } from '@spectacles/contracts';
import { Catalog, type OpenReading, type ReadingPart, type WholeReading } from '../catalog/catalog.js';

interface Repository {
  readonly id: string;
  readonly name: string;
  readings: number;
  missing: boolean;
  completeReading: number;
  readonly tags: Map<string, KnownTag>;
  readonly images: Map<string, ImageRecord>;
}

/** The catalog of one registry, in memory, with the rules that catalog-service keeps. */
export class InMemoryCatalog extends Catalog {
  readonly repositories = new Map<string, Repository>();
  /** Sweeps that saw everything. */
  readonly wholeReadings: WholeReading[] = [];
  private count = 0;

  override knownRepositories(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(this.repositories.keys()));
  }

  override begin(_registryId: string, name: string): Promise<OpenReading> {
    const repository = this.repositories.get(name) ?? this.create(name);
    repository.readings += 1;
    const known = new Map(repository.tags);
    return Promise.resolve({ repositoryId: repository.id, reading: repository.readings, known });
  }

  override unknownImages(repositoryId: string, digests: readonly string[]): Promise<readonly string[]> {
    return Promise.resolve(digests.filter((digest) => !this.byId(repositoryId).images.has(digest)));
  }

  override apply({ repositoryId, reading }: OpenReading, part: ReadingPart): Promise<number> {
    const repository = this.byId(repositoryId);
    repository.missing = false;
    for (const image of part.images) repository.images.set(image.digest, image);
    for (const { name, digest } of part.tags) {
      if (!repository.images.has(digest)) throw new Error(`${name} has no image`);
      repository.tags.set(name, { name, digest, missing: false });
    }
    if (part.complete) repository.completeReading = reading;
    return Promise.resolve(part.missing.filter((name) => this.miss(repository, name)).length);
  }

  override reportMissing({ repositoryId }: OpenReading): Promise<void> {
    const repository = this.byId(repositoryId);
    if (repository.missing) this.repositories.delete(repository.name);
    repository.missing = true;
    return Promise.resolve();
  }

  override reportRead(reading: WholeReading): Promise<void> {
    this.wholeReadings.push(reading);
    return Promise.resolve();
  }

  /** Tags with their digests, by repository. */
  shown(): Record<string, Record<string, string>> {
    const tagsOf = (repository: Repository) =>
      Object.fromEntries([...repository.tags.values()].map((tag) => [tag.name, tag.digest]));
    return Object.fromEntries([...this.repositories.values()].map((one) => [one.name, tagsOf(one)]));
  }

  tagNames(repository: string): readonly string[] {
    return [...(this.repositories.get(repository)?.tags.keys() ?? [])].sort();
  }

  private miss(repository: Repository, name: string): boolean {
    const tag = repository.tags.get(name);
    if (tag === undefined) return false;
    if (tag.missing) return repository.tags.delete(name);
    repository.tags.set(name, { ...tag, missing: true });
    return false;
  }

  private create(name: string): Repository {
    this.count += 1;
    const id = `00000000-0000-7000-8000-${this.count.toString().padStart(12, '0')}`;
    const empty = { readings: 0, missing: false, completeReading: 0 };
    const repository = {
      id,
      name,
      ...empty,
      tags: new Map<string, KnownTag>(),
      images: new Map<string, ImageRecord>(),
    };
    this.repositories.set(name, repository);
    return repository;
  }

  private byId(id: string): Repository {
    const found = [...this.repositories.values()].find((repository) => repository.id === id);
    if (found === undefined) throw new Error(`no repository ${id}`);
    return found;
  }
}
