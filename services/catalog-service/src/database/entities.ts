import { ActivityRowEntity, LogCursorEntity } from '../activity/activity.entity.js';
import { CredentialUseEntity, SeenRefreshTokenEntity } from '../decisions/credential-use.entity.js';
import { DecisionEntity, DecisionSpoolEntity } from '../decisions/decision.entity.js';
import { ContentEntity } from '../readings/content.entity.js';
import { ImageEntity } from '../readings/image.entity.js';
import { WholeReadingEntity } from '../readings/whole-reading.entity.js';
import { RepositoryEntity } from '../repositories/repository.entity.js';
import { TagEntity } from '../tags/tag.entity.js';

/** Every table of the catalog. */
export const catalogEntities = [
  RepositoryEntity,
  TagEntity,
  ImageEntity,
  ContentEntity,
  WholeReadingEntity,
  DecisionEntity,
  DecisionSpoolEntity,
  CredentialUseEntity,
  SeenRefreshTokenEntity,
  ActivityRowEntity,
  LogCursorEntity,
];
