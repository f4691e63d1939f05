import { z } from 'zod';
import { NatsBus } from '../bus/nats-bus.js';
import { SystemClock } from '../clock.js';
import { commonEnvironment } from '../config/common-environment.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { requireEnvironment } from '../config/environment.js';
import { warnOfVariablesWithoutEffect } from '../config/inherited-variables.js';
import { Health } from '../health/health.js';
import { startManagementServer } from '../health/management-server.js';
import { createLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { Sealer } from '../sealing/sealer.js';
import { parseSecretKeys } from '../sealing/secret-keys.js';
import type { RunningService, ServiceContext } from './service-context.js';

const { MANAGEMENT_HOST, MANAGEMENT_PORT, LOG_LEVEL, SECRET_KEY, NATS_URL } = commonEnvironment;

/** What a process of the distributed way to run reads beside its service's own variables. */
export const DistributedEnvironment = z.object({ MANAGEMENT_HOST, MANAGEMENT_PORT, LOG_LEVEL, SECRET_KEY, NATS_URL });

/** How a service is loaded and started. */
export interface ServiceDefinition<Config> {
  readonly name: string;
  readonly load: (env: NodeJS.ProcessEnv) => Config;
  readonly start: (config: Config, context: ServiceContext) => Promise<RunningService>;
}

function problemsOf(work: () => void): ConfigurationError['problems'] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

function readEnvironment(env: NodeJS.ProcessEnv) {
  const common = requireEnvironment(DistributedEnvironment, env);
  const missing = (['SECRET_KEY', 'NATS_URL'] as const).filter((name) => common[name] === undefined);
  if (missing.length > 0) {
    throw new ConfigurationError(missing.map((name) => ({ name, message: 'is required by a service on its own' })));
  }
  return { ...common, keys: parseSecretKeys(common.SECRET_KEY ?? ''), natsUrl: common.NATS_URL ?? '' };
}

/** Starts one service as a process of its own: bus, management port, then the service; closes in reverse order. */
export async function startDistributedService<Config>(
  env: NodeJS.ProcessEnv,
  definition: ServiceDefinition<Config>,
): Promise<RunningService> {
  const problems = [
    ...problemsOf(() => readEnvironment(env)),
    ...problemsOf(() => {
      definition.load(env);
    }),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  const common = readEnvironment(env);
  const logger = createLogger({ service: definition.name, level: common.LOG_LEVEL });
  warnOfVariablesWithoutEffect(env, logger);
  const [metrics, health] = [new Metrics(), new Health()];
  metrics.collectProcess();
  let started = false;
  health.register('start', () => (started ? null : 'the service is starting'));
  const { MANAGEMENT_HOST: host, MANAGEMENT_PORT: port } = common;
  const management = await startManagementServer({ host, port, health, metrics });
  const bus = new NatsBus({ url: common.natsUrl, name: definition.name });
  await bus.connect();
  const context = { bus, logger, metrics, health, clock: new SystemClock(), sealer: new Sealer(common.keys) };
  const service = await definition.start(definition.load(env), context);
  started = true;
  logger.info({ managementPort: management.port }, 'started');
  return {
    close: async () => {
      await service.close();
      await bus.close();
      await management.close();
    },
  };
}
