import { ContentEntity } from '../readings/content.entity.js';
import { ImageEntity } from '../readings/image.entity.js';
import { RepositoryEntity } from '../repositories/repository.entity.js';
import { TagEntity } from '../tags/tag.entity.js';

/** Every table of the catalog. */
export const catalogEntities = [RepositoryEntity, TagEntity, ImageEntity, ContentEntity];
