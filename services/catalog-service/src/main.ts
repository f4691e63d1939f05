import { runMain, startDistributedService } from '@spectacles/platform';
import { loadCatalogConfig } from './catalog.config.js';
import { startCatalogService } from './start-catalog-service.js';

runMain((env) =>
  startDistributedService(env, { name: 'catalog-service', load: loadCatalogConfig, start: startCatalogService }),
);
