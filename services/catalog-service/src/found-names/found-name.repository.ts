/** The first component of names of a registry, and how many names begin with it. */
export interface TopName {
  /** Empty for the names without a slash. */
  readonly path: string;
  readonly repositoryCount: number;
}

/** Counts repositories by the beginning of their names. */
export abstract class FoundNameRepository {
  /** In byte order, after a path; null: from the beginning. */
  abstract topNames(registryId: string, after: string | null, limit: number): Promise<readonly TopName[]>;
  /** How many repositories are below a path. */
  abstract countBelow(registryId: string, path: string): Promise<number>;
}
