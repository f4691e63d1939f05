import * as z from 'zod';
import { Digest, Id, RepositoryName, TagName, Timestamp } from '../primitives.js';
import { pageOf, SearchQuery } from './list.js';
import { OwnAccess } from './namespaces.js';
import { defineRoute } from './route.js';

export const RepositoryView = z
  .strictObject({
    id: Id,
    registryId: Id,
    registryName: z.string(),
    /** People pull `publicHost/name:tag`. */
    publicHost: z.string(),
    name: RepositoryName,
    namespaceId: Id.nullable(),
    tagCount: z.int(),
    /** Sum of the distinct manifests, configurations and layers its tags lead to, where known. */
    sizeBytes: z.int(),
    /** When something new was last seen here. */
    pushedAt: Timestamp.nullable(),
    lastSeenAt: Timestamp,
    ownAccess: OwnAccess,
  })
  .meta({ id: 'Repository' });
export type RepositoryView = z.output<typeof RepositoryView>;

export const TagView = z
  .strictObject({
    name: TagName,
    digest: Digest,
    mediaType: z.string(),
    /** `os/architecture[/variant]`; empty where the manifest names none. */
    platforms: z.array(z.string()),
    sizeBytes: z.int(),
    /** From the image's configuration; null where it says none. */
    createdAt: Timestamp.nullable(),
    /** When this digest was first seen under this tag. */
    pushedAt: Timestamp,
  })
  .meta({ id: 'Tag' });
export type TagView = z.output<typeof TagView>;

const ById = z.strictObject({ id: Id });
const tag = 'What is stored';
const owner = 'catalog';

export const RepositoriesQuery = SearchQuery.extend({
  registryId: Id.optional(),
  namespaceId: Id.optional(),
  sort: z.enum(['name', '-pushedAt']).default('name'),
});
export const TagsQuery = SearchQuery.extend({
  sort: z.enum(['name', '-pushedAt']).default('-pushedAt'),
  /** Also the tags that tools keep signatures, attestations and referrers under. */
  all: z.enum(['true', 'false']).default('false'),
});

export const listRepositories = defineRoute({
  operationId: 'listRepositories',
  method: 'GET',
  path: '/repositories',
  tag,
  owner,
  summary: 'Repositories that the caller may pull from.',
  query: RepositoriesQuery,
  reply: pageOf(RepositoryView),
});
export const readRepository = defineRoute({
  operationId: 'readRepository',
  method: 'GET',
  path: '/repositories/{id}',
  tag,
  owner,
  summary: 'One repository.',
  params: ById,
  reply: RepositoryView,
});
export const listTags = defineRoute({
  operationId: 'listTags',
  method: 'GET',
  path: '/repositories/{id}/tags',
  tag,
  owner,
  summary: 'Tags of a repository, without those of signatures, attestations and referrers unless all is true.',
  params: ById,
  query: TagsQuery,
  reply: pageOf(TagView),
});
export const readTag = defineRoute({
  operationId: 'readTag',
  method: 'GET',
  path: '/repositories/{id}/tags/{name}',
  tag,
  owner,
  summary: 'One tag.',
  params: z.strictObject({ id: Id, name: TagName }),
  reply: TagView,
});

export const repositoryRoutes = [listRepositories, readRepository, listTags, readTag] as const;
