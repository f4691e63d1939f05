import { startMicroservice, type RunningService, type ServiceContext } from '@spectacles/platform';
import { SyncDatabase } from './database/sync-database.js';
import { RegistrySyncServiceModule } from './registry-sync-service.module.js';
import { SweepScheduler } from './sweeps/sweep-scheduler.js';
import { Sweeper } from './sweeps/sweeper.js';
import type { SyncConfig } from './sync.config.js';

/** Opens the database, answers on the bus and begins to read registries. */
export async function startRegistrySyncService(config: SyncConfig, context: ServiceContext): Promise<RunningService> {
  const { bus, logger } = context;
  const database = await SyncDatabase.open(config.databaseUrl, logger);
  const module = RegistrySyncServiceModule.forRoot(config, database, context);
  const service = await startMicroservice(module, { bus, queue: 'sync', logger });
  const scheduler = service.app.get(SweepScheduler);
  const sweeper = service.app.get(Sweeper);
  scheduler.start();
  return {
    close: async () => {
      await scheduler.stop();
      await sweeper.stop();
      await service.close();
      await database.close();
    },
  };
}
