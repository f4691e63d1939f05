import { runMain, startDistributedService } from '@spectacles/platform';
import { loadIdentityConfig } from './identity.config.js';
import { startIdentityService } from './identity.service.js';

runMain((env) =>
  startDistributedService(env, {
    name: 'identity-service',
    load: loadIdentityConfig,
    start: async (config, context) => {
      const service = await startIdentityService(config, context);
      const code = await service.setupCode();
      // Not through the logger, which would not print it: this line is for whoever sets the installation up.
      if (code !== null) process.stdout.write(`setup-code=${code}\n`);
      return service;
    },
  }),
);
