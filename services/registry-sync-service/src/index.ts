export { RegistrySyncServiceModule } from './registry-sync-service.module.js';
export { startRegistrySyncService } from './start-registry-sync-service.js';
export { loadSyncConfig, SyncEnvironment, type SyncConfig } from './sync.config.js';
export { syncErrors } from './sync.errors.js';
