import type { ImageRecord, KnownTag } from '@spectacles/contracts';

/** A reading that began: no later one has a smaller number. */
export interface BegunReading {
  readonly repositoryId: string;
  readonly reading: number;
}

/** What one message of a reading found. */
export interface ReadingFindings {
  readonly repositoryId: string;
  readonly reading: number;
  readonly tags: readonly { readonly name: string; readonly digest: string }[];
  readonly missing: readonly string[];
  readonly images: readonly ImageRecord[];
  readonly complete: boolean;
}

/** What changed by it. */
export interface ReadingEffect {
  readonly written: number;
  readonly removed: number;
}

/** Where readings of registries are recorded. */
export abstract class ReadingRepository {
  abstract begin(registryId: string, name: string): Promise<BegunReading>;
  abstract knownTags(repositoryId: string, after: string, limit: number): Promise<readonly KnownTag[]>;
  abstract knownRepositories(registryId: string, after: string, limit: number): Promise<readonly string[]>;
  abstract unknownImages(repositoryId: string, digests: readonly string[]): Promise<readonly string[]>;
  abstract apply(findings: ReadingFindings): Promise<ReadingEffect>;
  /** Whether this was the second reading in a row that did not find the repository, which is then invisible. */
  abstract reportMissing(repositoryId: string, reading: number): Promise<boolean>;
  /** Registries that repositories are known of. */
  abstract registries(): Promise<readonly string[]>;
  /** Makes all repositories of a registry invisible. */
  abstract removeRegistry(registryId: string): Promise<void>;
  /** Deletes some rows of removed repositories; false: there is nothing left. */
  abstract purgeSome(): Promise<boolean>;
}
