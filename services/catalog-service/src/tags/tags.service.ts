import type { Principal } from '@spectacles/access-control';
import type { TagView } from '@spectacles/contracts';
import { NotFound } from '@spectacles/platform';
import { formatCursor, pageOfRows, parseCursor, type Page } from '../lists/cursor.js';
import type { RepositoriesService } from '../repositories/repositories.service.js';
import { placeOf, type Tag, type TagRepository, type TagSort } from './tag.repository.js';

/** What a caller asks of the tags of a repository. */
export interface TagListRequest {
  readonly sort: TagSort;
  readonly q?: string | undefined;
  /** 'true': also signatures, attestations and the like. */
  readonly all?: 'true' | 'false' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Tags of repositories that the caller may pull from. */
export class TagsService {
  constructor(
    private readonly tags: TagRepository,
    private readonly repositories: RepositoriesService,
  ) {}

  async list(principal: Principal, repositoryId: string, request: TagListRequest): Promise<Page<TagView>> {
    await this.repositories.read(principal, repositoryId);
    const { sort, limit } = request;
    const after = parseCursor(sort, sort === 'name' ? 'string' : 'number', request.cursor);
    const asked = { repositoryId, sort, part: request.q, supplements: request.all === 'true', after };
    const found = await this.tags.page({ ...asked, limit: limit + 1 });
    return pageOfRows({ rows: found, limit, viewOf, cursorOf: (tag) => formatCursor(sort, placeOf(tag, sort)) });
  }

  async read(principal: Principal, repositoryId: string, name: string): Promise<TagView> {
    await this.repositories.read(principal, repositoryId);
    const tag = await this.tags.find(repositoryId, name);
    if (tag === null) throw new NotFound();
    return viewOf(tag);
  }
}

function viewOf(tag: Tag): TagView {
  return {
    name: tag.name,
    digest: tag.digest,
    mediaType: tag.mediaType,
    platforms: [...tag.platforms],
    sizeBytes: tag.sizeBytes,
    createdAt: tag.createdAt?.toISOString() ?? null,
    pushedAt: tag.pushedAt.toISOString(),
  };
}
