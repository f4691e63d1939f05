export { CatalogEnvironment, loadCatalogConfig, type CatalogConfig } from './catalog.config.js';
export { catalogErrors } from './catalog.errors.js';
export { CatalogServiceModule } from './catalog-service.module.js';
export { startCatalogService } from './start-catalog-service.js';
