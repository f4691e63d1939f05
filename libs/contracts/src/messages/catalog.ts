import * as z from 'zod';
import { defineRequest } from '../message.js';
import { Digest, Id, NamespacePath, RepositoryName, TagName, Timestamp } from '../primitives.js';

export const ListFoundNames = defineRequest({
  subject: 'catalog.v1.names.list-found',
  summary:
    'First components of repository names that a registry shows and no namespace owns ("" stands for names without a slash).',
  request: z.strictObject({
    registryId: Id.nullable(),
    /** A part of the component. */
    part: z.string().max(255),
    atLeast: z.int().nonnegative(),
    limit: z.int().min(1).max(200),
    cursor: z.string().nullable(),
  }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ registryId: Id, path: NamespacePath, repositoryCount: z.int() })),
    next: z.string().nullable(),
  }),
});

/** Most tags in one message: with their images it stays far below what the bus carries. */
export const READING_TAGS_MAX = 500;
/** Most contents (manifests, configurations, layers) of one image that are recorded. */
export const IMAGE_CONTENTS_MAX = 4000;

/** A tag as the catalog knows it. */
export const KnownTag = z.strictObject({
  name: TagName,
  digest: Digest,
  /** The last reading did not find it: one more such reading, and it is gone. */
  missing: z.boolean(),
});
export type KnownTag = z.output<typeof KnownTag>;

/** What a manifest leads to; immutable, since its digest is. */
export const ImageRecord = z.strictObject({
  digest: Digest,
  mediaType: z.string().max(255),
  artifactType: z.string().max(255).nullable(),
  platforms: z.array(z.string().max(255)).max(1000),
  sizeBytes: z.int().nonnegative(),
  createdAt: Timestamp.nullable(),
  contents: z.array(z.strictObject({ digest: Digest, size: z.int().nonnegative() })).max(IMAGE_CONTENTS_MAX),
});
export type ImageRecord = z.output<typeof ImageRecord>;

export const ListKnownRepositories = defineRequest({
  subject: 'catalog.v1.repositories.list-known',
  summary: 'Names of a registry that the catalog knows, in byte order.',
  request: z.strictObject({ registryId: Id, after: z.string().max(255), limit: z.int().min(1).max(2000) }),
  reply: z.strictObject({ names: z.array(RepositoryName) }),
});

export const BeginReading = defineRequest({
  subject: 'catalog.v1.reading.begin',
  summary:
    'Takes the number of a reading of a repository, before the registry is asked, and the first of its known tags.',
  request: z.strictObject({
    registryId: Id,
    name: RepositoryName,
    /** The policy in which the asker found the registry: the catalog forgets registries that are in none. */
    atLeast: z.int().nonnegative(),
  }),
  reply: z.strictObject({
    repositoryId: Id,
    reading: z.int().positive(),
    tags: z.array(KnownTag),
    /** The name after which more known tags are listed; null: that was all. */
    next: TagName.nullable(),
  }),
});

export const ListKnownTags = defineRequest({
  subject: 'catalog.v1.tags.list-known',
  summary: 'Known tags of a repository after a name, in byte order.',
  request: z.strictObject({ repositoryId: Id, after: TagName }),
  reply: z.strictObject({ tags: z.array(KnownTag), next: TagName.nullable() }),
});

export const FindUnknownImages = defineRequest({
  subject: 'catalog.v1.images.find-unknown',
  summary: 'Which of some digests the catalog has no image of in a repository: only those need be read.',
  request: z.strictObject({ repositoryId: Id, digests: z.array(Digest).max(READING_TAGS_MAX) }),
  reply: z.strictObject({ digests: z.array(Digest) }),
});

export const ApplyReading = defineRequest({
  subject: 'catalog.v1.reading.apply',
  summary: 'Records what a reading found. A tag that a later reading wrote stays as that one left it.',
  request: z.strictObject({
    repositoryId: Id,
    reading: z.int().positive(),
    tags: z.array(z.strictObject({ name: TagName, digest: Digest })).max(READING_TAGS_MAX),
    /** Known tags whose own request the registry answered with 404. */
    missing: z.array(TagName).max(READING_TAGS_MAX),
    images: z.array(ImageRecord).max(READING_TAGS_MAX),
    /** Every tag was looked at: no earlier reading can have anything to say any more. */
    complete: z.boolean(),
  }),
  reply: z.strictObject({ written: z.int(), removed: z.int() }),
  timeoutMs: 10_000,
});

export const ReportRepositoryMissing = defineRequest({
  subject: 'catalog.v1.repository.report-missing',
  summary: 'The registry has no such repository. The second reading in a row that says so removes it.',
  request: z.strictObject({ repositoryId: Id, reading: z.int().positive() }),
  reply: z.strictObject({ removed: z.boolean() }),
  timeoutMs: 30_000,
});

/** Most names that are told as listed and not recorded: what holds more of them was not wholly seen. */
export const UNRECORDED_NAMES_MAX = 2000;

export const ReportRegistryRead = defineRequest({
  subject: 'catalog.v1.registry.report-read',
  summary: 'A sweep has seen everything that a registry lists; what of it could not be recorded is named.',
  request: z.strictObject({
    registryId: Id,
    /** Where it was read: under another address there may be something else. */
    url: z.string().max(2048),
    /** When the sweep began. */
    readAt: Timestamp,
    /**
     * Listed, and nothing more could be learnt of it: something may be stored there all the same. Null where they are too
     * many: the registry then does not count as seen, whatever was told of it before.
     */
    unrecorded: z.array(RepositoryName).max(UNRECORDED_NAMES_MAX).nullable(),
    /** The policy in which the asker found the registry. */
    atLeast: z.int().nonnegative(),
  }),
  reply: z.strictObject({}),
});

export const FindStoredName = defineRequest({
  subject: 'catalog.v1.names.find-stored',
  summary: 'Whether anything is known to be stored below a path, and whether the whole registry was ever seen there.',
  request: z.strictObject({ registryId: Id, url: z.string().max(2048), path: NamespacePath }),
  reply: z.strictObject({
    /** When the last sweep began that saw everything; null: none has, so that nothing follows from an empty catalog. */
    readAt: Timestamp.nullable(),
    /** One of the names. */
    name: RepositoryName.nullable(),
  }),
});
