import { startMicroservice, type RunningService, type ServiceContext } from '@spectacles/platform';
import { PolicyReplica } from '@spectacles/policy-replica';
import { concatMap, debounceTime, from } from 'rxjs';
import type { CatalogConfig } from './catalog.config.js';
import { CatalogServiceModule } from './catalog-service.module.js';
import { CatalogDatabase } from './database/catalog-database.js';
import { ReadingsService } from './readings/readings.service.js';

/** Several changes at once are looked at once. */
const SETTLE_MS = 200;

/** Opens the database, brings its schema up to date and answers on the bus. */
export async function startCatalogService(config: CatalogConfig, context: ServiceContext): Promise<RunningService> {
  const { bus, logger } = context;
  const database = await CatalogDatabase.open(config.databaseUrl, logger);
  const module = CatalogServiceModule.forRoot(database, context);
  const service = await startMicroservice(module, { bus, queue: 'catalog', logger });
  const replica = service.app.get(PolicyReplica);
  const readings = service.app.get(ReadingsService);
  const forgetting = replica.changed
    .pipe(
      debounceTime(SETTLE_MS),
      concatMap(() => from(forgetDisconnected(replica, readings))),
    )
    .subscribe({
      error: (error: unknown) => {
        logger.error({ err: error }, 'what disconnected registries showed could not be removed');
      },
    });
  return {
    close: async () => {
      forgetting.unsubscribe();
      await service.close();
      await readings.idle();
      await database.close();
    },
  };
}

async function forgetDisconnected(replica: PolicyReplica, readings: ReadingsService): Promise<void> {
  await readings.forgetDisconnected((registryId) => replica.policy.registry(registryId) !== null);
}
