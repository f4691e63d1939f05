import { type DynamicModule, Module } from '@nestjs/common';
import {
  Clock,
  LOGGER,
  MessageClient,
  PlatformModule,
  Sealer,
  type Logger,
  type ServiceContext,
} from '@spectacles/platform';
import { PolicyReplica, PolicyReplicaModule } from '@spectacles/policy-replica';
import { PolicyView } from './access/policy-view.js';
import type { CatalogConfig } from './catalog.config.js';
import { ActivityFollower } from './activity/activity-follower.js';
import { ActivityMessages } from './activity/activity.messages.js';
import { ActivityRepository } from './activity/activity.repository.js';
import { ActivityService } from './activity/activity.service.js';
import { TypeOrmActivityRepository } from './activity/typeorm-activity.repository.js';
import { CatalogDatabase } from './database/catalog-database.js';
import { DecisionRepository } from './decisions/decision.repository.js';
import { DecisionsMessages } from './decisions/decisions.messages.js';
import { DecisionsService } from './decisions/decisions.service.js';
import { TypeOrmDecisionRepository } from './decisions/typeorm-decision.repository.js';
import { FoundNameRepository } from './found-names/found-name.repository.js';
import { FoundNamesMessages } from './found-names/found-names.messages.js';
import { FoundNamesService } from './found-names/found-names.service.js';
import { TypeOrmFoundNameRepository } from './found-names/typeorm-found-name.repository.js';
import { HiddenPlaces } from './lists/hidden-places.js';
import { ReadingRepository } from './readings/reading.repository.js';
import { ReadingsMessages } from './readings/readings.messages.js';
import { ReadingsService } from './readings/readings.service.js';
import { StoredNameRepository } from './readings/stored-name.repository.js';
import { TypeOrmReadingRepository } from './readings/typeorm-reading.repository.js';
import { TypeOrmStoredNameRepository } from './readings/typeorm-stored-name.repository.js';
import { RepositoriesMessages } from './repositories/repositories.messages.js';
import { RepositoriesService } from './repositories/repositories.service.js';
import { RepositoryRepository } from './repositories/repository.repository.js';
import { TypeOrmRepositoryRepository } from './repositories/typeorm-repository.repository.js';
import { TagRepository } from './tags/tag.repository.js';
import { TagsMessages } from './tags/tags.messages.js';
import { TagsService } from './tags/tags.service.js';
import { TypeOrmTagRepository } from './tags/typeorm-tag.repository.js';

const adapters = [
  { provide: PolicyView, useExisting: PolicyReplica },
  { provide: HiddenPlaces, inject: [Sealer], useFactory: (sealer: Sealer) => new HiddenPlaces(sealer) },
  {
    provide: RepositoryRepository,
    inject: [CatalogDatabase],
    useFactory: (database: CatalogDatabase) => new TypeOrmRepositoryRepository(database),
  },
  {
    provide: TagRepository,
    inject: [CatalogDatabase],
    useFactory: (database: CatalogDatabase) => new TypeOrmTagRepository(database),
  },
  {
    provide: FoundNameRepository,
    inject: [CatalogDatabase],
    useFactory: (database: CatalogDatabase) => new TypeOrmFoundNameRepository(database),
  },
  {
    provide: ReadingRepository,
    inject: [CatalogDatabase, Clock],
    useFactory: (database: CatalogDatabase, clock: Clock) => new TypeOrmReadingRepository(database, clock),
  },
  {
    provide: StoredNameRepository,
    inject: [CatalogDatabase],
    useFactory: (database: CatalogDatabase) => new TypeOrmStoredNameRepository(database),
  },
  {
    provide: DecisionRepository,
    inject: [CatalogDatabase, Clock],
    useFactory: (database: CatalogDatabase, clock: Clock) => new TypeOrmDecisionRepository(database, clock),
  },
  {
    provide: ActivityRepository,
    inject: [CatalogDatabase],
    useFactory: (database: CatalogDatabase) => new TypeOrmActivityRepository(database),
  },
];

const services = [
  {
    provide: RepositoriesService,
    inject: [RepositoryRepository, PolicyView, HiddenPlaces],
    useFactory: (repositories: RepositoryRepository, view: PolicyView, places: HiddenPlaces) =>
      new RepositoriesService(repositories, view, places),
  },
  {
    provide: TagsService,
    inject: [TagRepository, RepositoriesService],
    useFactory: (tags: TagRepository, repositories: RepositoriesService) => new TagsService(tags, repositories),
  },
  {
    provide: FoundNamesService,
    inject: [FoundNameRepository, PolicyView],
    useFactory: (names: FoundNameRepository, view: PolicyView) => new FoundNamesService(names, view),
  },
  {
    provide: ReadingsService,
    inject: [ReadingRepository, StoredNameRepository],
    useFactory: (readings: ReadingRepository, names: StoredNameRepository) => new ReadingsService(readings, names),
  },
  {
    provide: DecisionsService,
    inject: [DecisionRepository, PolicyView, HiddenPlaces, Clock],
    useFactory: (decisions: DecisionRepository, view: PolicyView, places: HiddenPlaces, clock: Clock) =>
      new DecisionsService(decisions, view, places, clock),
  },
  {
    provide: ActivityService,
    inject: [ActivityRepository, PolicyView, HiddenPlaces],
    useFactory: (activity: ActivityRepository, view: PolicyView, places: HiddenPlaces) =>
      new ActivityService(activity, view, places),
  },
  {
    provide: ActivityFollower,
    inject: [ActivityRepository, MessageClient, Clock, LOGGER],
    useFactory: (activity: ActivityRepository, messages: MessageClient, clock: Clock, logger: Logger) =>
      new ActivityFollower({ activity, messages, clock, logger }),
  },
];

/** What registries showed, what the token door decided, and who changed what. */
@Module({})
export class CatalogServiceModule {
  static forRoot(config: CatalogConfig, database: CatalogDatabase, context: ServiceContext): DynamicModule {
    return {
      module: CatalogServiceModule,
      imports: [PlatformModule.forRoot(context), PolicyReplicaModule.forRoot(config.policyAge)],
      controllers: [
        RepositoriesMessages,
        TagsMessages,
        FoundNamesMessages,
        ReadingsMessages,
        DecisionsMessages,
        ActivityMessages,
      ],
      providers: [{ provide: CatalogDatabase, useValue: database }, ...adapters, ...services],
    };
  }
}
