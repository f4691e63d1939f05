import { runMain, startDistributedService } from '@spectacles/platform';

import { startTokenService } from './start-token-service.js';
import { loadTokenConfig } from './token-config.js';

runMain((env) =>
  startDistributedService(env, { name: 'token-service', load: loadTokenConfig, start: startTokenService }),
);
