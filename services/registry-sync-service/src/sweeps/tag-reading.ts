import type { ImageRecord } from '@spectacles/contracts';
import { RegistryError, summarizeImage, type ReadManifest } from '@spectacles/registry-client';
import type { Catalog, OpenReading } from '../catalog/catalog.js';
import { concurrently } from './concurrently.js';
import { readingParts } from './reading-parts.js';
import type { ReaderParts, RepositoryToRead } from './reader-parts.js';

const REQUESTS_AT_ONCE = 8;
/** Tags that are asked for, and then recorded, together: recording takes the catalog some ten milliseconds. */
const TAGS_AT_ONCE = 50;
/** Tags that a listing lacks are asked for one by one; this many in a sweep. */
const CONFIRMATIONS_MAX = 5000;

/** A tag as the registry answered it. */
interface FoundTag {
  readonly name: string;
  readonly digest: string;
  /** Absent where the digest is the known one. */
  readonly read?: ReadManifest;
}

/** The tags of one repository in one reading. */
export class TagReading {
  private readonly found: FoundTag[] = [];
  private readonly missing: string[] = [];
  private failure: RegistryError | null = null;
  private lookedAtAll = true;

  constructor(
    private readonly parts: ReaderParts,
    private readonly repository: RepositoryToRead,
    private readonly reading: OpenReading,
  ) {}

  async run(listed: ReadonlySet<string>): Promise<void> {
    this.parts.progress.tagsSeen += listed.size;
    const tags = this.tagsToAsk(listed);
    for (let start = 0; start < tags.length; start += TAGS_AT_ONCE) {
      await concurrently(tags.slice(start, start + TAGS_AT_ONCE), REQUESTS_AT_ONCE, (tag) => this.ask(tag));
      await this.record();
    }
    const complete = this.lookedAtAll && this.failure === null;
    await this.apply({ tags: [], missing: [], images: [], complete });
    if (this.failure !== null) throw this.failure;
  }

  /** New tags, tags that are in doubt, and as many known ones as the budget allows. */
  private tagsToAsk(listed: ReadonlySet<string>): readonly string[] {
    const known = [...this.reading.known.values()];
    const fresh = [...listed].filter((name) => !this.reading.known.has(name));
    const doubtful = known.filter((tag) => tag.missing || !listed.has(tag.name));
    const confirmed = doubtful
      .sort((first, second) => Number(second.missing) - Number(first.missing))
      .slice(0, CONFIRMATIONS_MAX)
      .map((tag) => tag.name);
    const settled = known.filter((tag) => !tag.missing && listed.has(tag.name)).map((tag) => tag.name);
    const rechecked = this.parts.budget.take(this.repository.name, this.repository.rank, settled);
    this.lookedAtAll = rechecked.length === settled.length && confirmed.length === doubtful.length;
    return [...fresh, ...confirmed, ...rechecked];
  }

  private async ask(name: string): Promise<void> {
    const known = this.reading.known.get(name);
    try {
      const answer = await this.parts.client.manifest(this.repository.name, name, known?.digest);
      if (answer.outcome === 'missing') this.missing.push(...(known === undefined ? [] : [name]));
      else if (answer.outcome === 'found') this.keep({ name, digest: answer.read.digest, read: answer.read });
      else if (known?.missing === true) this.found.push({ name, digest: known.digest });
    } catch (error) {
      this.failure = oneBadTag(error);
    }
  }

  private keep(tag: FoundTag): void {
    this.parts.progress.manifestsRead += 1;
    this.found.push(tag);
  }

  /** Sends what was found so far; manifests that the catalog does not know are followed to what they refer to first. */
  private async record(): Promise<void> {
    const found = this.found.splice(0);
    const missing = this.missing.splice(0);
    const { images, unreadable } = await this.newImages(found);
    const readable = found.filter((tag) => !unreadable.has(tag.digest));
    for (const part of readingParts(readable, images)) await this.apply({ ...part, missing: [], complete: false });
    if (missing.length > 0) await this.apply({ tags: [], images: [], missing, complete: false });
  }

  private async newImages(
    found: readonly FoundTag[],
  ): Promise<{ images: ReadonlyMap<string, ImageRecord>; unreadable: ReadonlySet<string> }> {
    const reads = new Map(found.flatMap((tag) => (tag.read === undefined ? [] : [[tag.digest, tag.read] as const])));
    const unknown = await this.parts.catalog.unknownImages(this.reading.repositoryId, [...reads.keys()]);
    const images = new Map<string, ImageRecord>();
    const unreadable = new Set<string>();
    await concurrently(unknown, REQUESTS_AT_ONCE, async (digest) => {
      const read = reads.get(digest);
      const image = read === undefined ? null : await this.summarize(read);
      if (image === null) unreadable.add(digest);
      else images.set(digest, image);
    });
    return { images, unreadable };
  }

  private async summarize(read: ReadManifest): Promise<ImageRecord | null> {
    const { client, progress } = this.parts;
    try {
      const { manifestsRead, ...image } = await summarizeImage(read, {
        manifest: (digest) => client.manifest(this.repository.name, digest),
        blob: (descriptor) => client.blob(this.repository.name, descriptor),
      });
      progress.manifestsRead += manifestsRead;
      return { ...image, platforms: [...image.platforms], contents: [...image.contents] };
    } catch (error) {
      this.failure = oneBadTag(error);
      return null;
    }
  }

  private async apply(part: Parameters<Catalog['apply']>[1]): Promise<void> {
    this.parts.progress.tagsRemoved += await this.parts.catalog.apply(this.reading, part);
  }
}

/** A manifest that cannot be read concerns its tag alone; any other failure goes on up. */
function oneBadTag(error: unknown): RegistryError {
  const kind = error instanceof RegistryError ? error.failure.kind : null;
  if (error instanceof RegistryError && (kind === 'malformed' || kind === 'too-large' || kind === 'redirected'))
    return error;
  throw error;
}
