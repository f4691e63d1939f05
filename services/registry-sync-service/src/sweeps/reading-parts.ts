import { READING_TAGS_MAX, type ImageRecord } from '@spectacles/contracts';

/** A tag and the digest it has. */
export interface NamedDigest {
  readonly name: string;
  readonly digest: string;
}

/** A portion of what was found, for one message. */
export interface FoundPart {
  readonly tags: NamedDigest[];
  readonly images: ImageRecord[];
}

/** Contents in one message: the catalog records so many in a moment that no request beside it notices. */
const CONTENTS_MAX = 1500;

/** Found tags in portions; an image goes with the first tag that needs it. */
export function* readingParts(
  found: readonly NamedDigest[],
  images: ReadonlyMap<string, ImageRecord>,
): Generator<FoundPart, void> {
  let part: FoundPart = { tags: [], images: [] };
  let contents = 0;
  const waiting = new Map(images);
  for (const { name, digest } of found) {
    const image = waiting.get(digest);
    waiting.delete(digest);
    const added = image?.contents.length ?? 0;
    const full = part.tags.length >= READING_TAGS_MAX || contents + added > CONTENTS_MAX;
    if (full && part.tags.length > 0) {
      yield part;
      part = { tags: [], images: [] };
      contents = 0;
    }
    part.tags.push({ name, digest });
    if (image !== undefined) part.images.push(image);
    contents += added;
  }
  if (part.tags.length > 0) yield part;
}
