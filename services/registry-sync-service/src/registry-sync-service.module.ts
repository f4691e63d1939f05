import { type DynamicModule, Module } from '@nestjs/common';
import {
  Clock,
  LOGGER,
  MessageClient,
  Metrics,
  PlatformModule,
  type Logger,
  type ServiceContext,
} from '@spectacles/platform';
import { PolicyReplica, PolicyReplicaModule } from '@spectacles/policy-replica';
import { PolicyView } from './access/policy-view.js';
import { Catalog } from './catalog/catalog.js';
import { RemoteCatalog } from './catalog/remote-catalog.js';
import { ChecksMessages } from './checks/checks.messages.js';
import { ChecksService } from './checks/checks.service.js';
import { SyncDatabase } from './database/sync-database.js';
import { ProbesMessages } from './probes/probes.messages.js';
import { ProbesService } from './probes/probes.service.js';
import { SweepRepository } from './sweeps/sweep.repository.js';
import { SweepScheduler } from './sweeps/sweep-scheduler.js';
import { Sweeper } from './sweeps/sweeper.js';
import { SweepsMessages } from './sweeps/sweeps.messages.js';
import { SweepsService } from './sweeps/sweeps.service.js';
import { TypeOrmSweepRepository } from './sweeps/typeorm-sweep.repository.js';
import type { SyncConfig } from './sync.config.js';

const adapters = [
  { provide: PolicyView, useExisting: PolicyReplica },
  {
    provide: SweepRepository,
    inject: [SyncDatabase, Clock],
    useFactory: (database: SyncDatabase, clock: Clock) => new TypeOrmSweepRepository(database, clock),
  },
  {
    provide: Catalog,
    inject: [MessageClient, PolicyView],
    useFactory: (messages: MessageClient, view: PolicyView) => new RemoteCatalog(messages, view),
  },
];

const sweeps = (config: SyncConfig) => [
  {
    provide: Sweeper,
    inject: [SweepRepository, Catalog, MessageClient, Clock, LOGGER, Metrics],
    useFactory: (
      ...[repository, catalog, messages, clock, logger, metrics]: [
        SweepRepository,
        Catalog,
        MessageClient,
        Clock,
        Logger,
        Metrics,
      ]
    ) => new Sweeper({ sweeps: repository, catalog, messages, clock, logger, metrics, periodMs: config.periodMs }),
  },
  {
    provide: SweepScheduler,
    inject: [PolicyView, SweepRepository, Sweeper, LOGGER],
    useFactory: (view: PolicyView, repository: SweepRepository, sweeper: Sweeper, logger: Logger) =>
      new SweepScheduler({ view, sweeps: repository, sweeper, logger }),
  },
  {
    provide: SweepsService,
    inject: [SweepRepository, Sweeper, PolicyView],
    useFactory: (repository: SweepRepository, sweeper: Sweeper, view: PolicyView) =>
      new SweepsService(repository, sweeper, view),
  },
];

const checks = ({ publicUrl, issuer }: SyncConfig) => ({
  provide: ChecksService,
  inject: [PolicyView, MessageClient, Clock],
  useFactory: (view: PolicyView, messages: MessageClient, clock: Clock) =>
    new ChecksService({ view, messages, clock, publicUrl, issuer }),
});

const probes = {
  provide: ProbesService,
  inject: [PolicyView, MessageClient, Clock],
  useFactory: (view: PolicyView, messages: MessageClient, clock: Clock) => new ProbesService(view, messages, clock),
};

/** Alone talks to registries: reads what they hold, and tests the connection to them. */
@Module({})
export class RegistrySyncServiceModule {
  static forRoot(config: SyncConfig, database: SyncDatabase, context: ServiceContext): DynamicModule {
    return {
      module: RegistrySyncServiceModule,
      imports: [PlatformModule.forRoot(context), PolicyReplicaModule.forRoot(config.policyAge)],
      controllers: [SweepsMessages, ChecksMessages, ProbesMessages],
      providers: [
        { provide: SyncDatabase, useValue: database },
        ...adapters,
        ...sweeps(config),
        checks(config),
        probes,
      ],
    };
  }
}
