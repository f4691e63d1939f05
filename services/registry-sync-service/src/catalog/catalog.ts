import type { ImageRecord, KnownTag } from '@spectacles/contracts';

/** A reading that began, with the tags that are known. */
export interface OpenReading {
  readonly repositoryId: string;
  readonly reading: number;
  readonly known: ReadonlyMap<string, KnownTag>;
}

/** Part of what a reading found. */
export interface ReadingPart {
  readonly tags: readonly { readonly name: string; readonly digest: string }[];
  readonly missing: readonly string[];
  readonly images: readonly ImageRecord[];
  readonly complete: boolean;
}

/** A sweep that saw everything that a registry lists. */
export interface WholeReading {
  readonly registryId: string;
  readonly url: string;
  /** When it began. */
  readonly readAt: Date;
  /** Listed, and not recorded; null: too many to be told. */
  readonly unrecorded: readonly string[] | null;
}

/** What the registries showed so far, in catalog-service. */
export abstract class Catalog {
  abstract knownRepositories(registryId: string): Promise<ReadonlySet<string>>;
  abstract begin(registryId: string, name: string): Promise<OpenReading>;
  abstract unknownImages(repositoryId: string, digests: readonly string[]): Promise<readonly string[]>;
  /** Answers how many tags are gone by it. */
  abstract apply(reading: OpenReading, part: ReadingPart): Promise<number>;
  abstract reportMissing(reading: OpenReading): Promise<void>;
  abstract reportRead(reading: WholeReading): Promise<void>;
}
