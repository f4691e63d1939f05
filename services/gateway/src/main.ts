import { ConfigurationError, runMain, startDistributedService } from '@spectacles/platform';
import { loadGatewayConfig, type GatewayConfig } from './gateway.config.js';
import { startGatewayService } from './start-gateway.js';

function load(env: NodeJS.ProcessEnv): GatewayConfig {
  const config = loadGatewayConfig(env);
  if (config.tokenServiceUrl !== null) return config;
  throw new ConfigurationError([{ name: 'TOKEN_SERVICE_URL', message: 'is required by a gateway on its own' }]);
}

runMain((env) => startDistributedService(env, { name: 'gateway', load, start: startGatewayService }));
