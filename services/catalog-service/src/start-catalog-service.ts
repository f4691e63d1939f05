import { startMicroservice, type RunningService, type ServiceContext } from '@spectacles/platform';
import { PolicyReplica } from '@spectacles/policy-replica';
import type { CatalogConfig } from './catalog.config.js';
import { CatalogServiceModule } from './catalog-service.module.js';
import { CatalogDatabase } from './database/catalog-database.js';
import { forgetAtChanges } from './readings/disconnected-registries.js';
import { ReadingsService } from './readings/readings.service.js';
import { Retention } from './retention/retention.js';

/** Opens the database, brings its schema up to date and answers on the bus. */
export async function startCatalogService(config: CatalogConfig, context: ServiceContext): Promise<RunningService> {
  const { bus, logger } = context;
  const database = await CatalogDatabase.open(config.databaseUrl, logger);
  const module = CatalogServiceModule.forRoot(config, database, context);
  const service = await startMicroservice(module, { bus, queue: 'catalog', logger });
  const replica = service.app.get(PolicyReplica);
  const readings = service.app.get(ReadingsService);
  const forgetting = forgetAtChanges({
    changed: replica.changed,
    forget: () => readings.forgetDisconnected((registryId) => replica.policy.registry(registryId) !== null),
    logger,
  });
  const retention = new Retention({
    database,
    clock: context.clock,
    logger,
    settings: () => (replica.ready ? replica.policy.settings() : null),
  });
  retention.start();
  return {
    close: async () => {
      await retention.stop();
      forgetting.unsubscribe();
      await service.close();
      await readings.idle();
      await database.close();
    },
  };
}
