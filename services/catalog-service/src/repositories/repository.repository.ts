import type { NameScope } from '../access/visible-names.js';
import type { Place } from '../lists/cursor.js';

/** A repository as a registry showed it. */
export interface Repository {
  readonly id: string;
  readonly registryId: string;
  readonly name: string;
  readonly tagCount: number;
  readonly sizeBytes: number;
  readonly pushedAt: Date | null;
  readonly lastSeenAt: Date;
}

export type RepositorySort = 'name' | '-pushedAt';

/** A page of repositories, out of what the caller may see. */
export interface RepositoryPageRequest {
  readonly scopes: readonly NameScope[];
  readonly sort: RepositorySort;
  /** A part of the name. */
  readonly part: string | undefined;
  readonly after: Place | null;
  readonly limit: number;
}

/** The first rows of a list, as far as they were looked for. */
export interface RepositoryRows {
  readonly rows: readonly Repository[];
  /** Where the search ended before there were as many rows as asked for: what comes later was not looked at. */
  readonly stoppedAt: Place | null;
}

/** Reads what is known of repositories. */
export abstract class RepositoryRepository {
  abstract find(id: string): Promise<Repository | null>;
  /** At most `limit` rows in order; the caller asks for one more than it shows. */
  abstract page(request: RepositoryPageRequest): Promise<RepositoryRows>;
}

/** Where a repository stands in a list. */
export function placeOf(repository: Repository, sort: RepositorySort): Place {
  return sort === 'name'
    ? { key: repository.name, tie: repository.registryId }
    : { key: repository.pushedAt?.getTime() ?? 0, tie: repository.id };
}
