import { runMain, startDistributedService } from '@spectacles/platform';
import { startRegistrySyncService } from './start-registry-sync-service.js';
import { loadSyncConfig } from './sync.config.js';

runMain((env) =>
  startDistributedService(env, {
    name: 'registry-sync-service',
    load: loadSyncConfig,
    start: startRegistrySyncService,
  }),
);
