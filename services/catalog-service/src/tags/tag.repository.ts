import type { Place } from '../lists/cursor.js';

/** A tag with what its manifest leads to. */
export interface Tag {
  readonly name: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly platforms: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: Date | null;
  readonly pushedAt: Date;
}

export type TagSort = 'name' | '-pushedAt';

export interface TagPageRequest {
  readonly repositoryId: string;
  readonly sort: TagSort;
  readonly part: string | undefined;
  /** Also those that only stand for what belongs to another image. */
  readonly supplements: boolean;
  readonly after: Place | null;
  readonly limit: number;
}

/** Reads what is known of tags. */
export abstract class TagRepository {
  abstract find(repositoryId: string, name: string): Promise<Tag | null>;
  abstract page(request: TagPageRequest): Promise<readonly Tag[]>;
}

/** Where a tag stands in a list. */
export function placeOf(tag: Tag, sort: TagSort): Place {
  return sort === 'name' ? { key: tag.name, tie: '' } : { key: tag.pushedAt.getTime(), tie: tag.name };
}
