import { setTimeout as pause } from 'node:timers/promises';
import { startGatewayService } from '@spectacles/gateway';
import { startIdentityService } from '@spectacles/identity-service';
import {
  createLogger,
  Health,
  InProcessBus,
  Metrics,
  parseSecretKeys,
  type RunningService,
  Sealer,
  type ServiceContext,
  SystemClock,
  warnOfVariablesWithoutEffect,
} from '@spectacles/platform';
import { mountTokenDoor, startTokenService } from '@spectacles/token-service';
import { BackgroundThread } from './background/background-thread.js';
import { Closers } from './closers.js';
import { prepare, type Prepared } from './preflight/prepare.js';
import { readyLine } from './ready-line.js';

export interface RunningStandalone extends RunningService {
  /** What is printed once everything answers. */
  readonly readyLine: string;
}

interface Process {
  readonly bus: InProcessBus;
  readonly health: Health;
  readonly metrics: Metrics;
}

const BACKGROUND = new URL('./background/main.js', import.meta.url);
const ASK_AGAIN_MS = 10;

async function untilReady(health: Health): Promise<void> {
  while (health.report().status !== 'ready') await pause(ASK_AGAIN_MS);
}

async function startBackground(process: Process, prepared: Prepared, closers: Closers): Promise<void> {
  const { env, secretKey, config } = prepared;
  const logger = createLogger({ service: 'standalone', level: config.logLevel });
  const thread = new BackgroundThread({ script: BACKGROUND, data: { env, secretKey }, bus: process.bus, logger });
  closers.add(() => thread.close());
  process.health.register('background', () => thread.problem());
  process.metrics.addSource('background', () => thread.metrics());
  await thread.start();
}

/** Identity first, since the others follow its policy; the public door last. Closed in reverse order. */
async function startServices(process: Process, prepared: Prepared, closers: Closers): Promise<RunningStandalone> {
  const { config, door, secretKey, env } = prepared;
  const shared = { ...process, clock: new SystemClock(), sealer: new Sealer(parseSecretKeys(secretKey)) };
  const contextOf = (service: string): ServiceContext => ({
    ...shared,
    logger: createLogger({ service, level: config.logLevel }),
  });
  const own = contextOf('standalone').logger;
  warnOfVariablesWithoutEffect(env, own);
  const identity = await startIdentityService(config.identity, contextOf('identity-service'));
  closers.add(() => identity.close());
  await startBackground(process, prepared, closers);
  const token = await startTokenService(config.token, contextOf('token-service'), { listen: false });
  closers.add(() => token.close());
  await door.release();
  const gateway = await startGatewayService(config.gateway, contextOf('gateway'), {
    mountTokenDoor: (instance) => mountTokenDoor(instance, token.door),
  });
  closers.add(() => gateway.close());
  process.health.unregister('start');
  await untilReady(process.health);
  own.info({ port: gateway.port, dataDirectory: config.dataDirectory }, 'started');
  return {
    readyLine: readyLine(config.identity.publicUrl, await identity.setupCode()),
    close: () => closers.close(),
  };
}

/** The whole house in one process: SQLite, the in-process bus, catalog and sync in a thread of their own. */
export async function startStandalone(env: NodeJS.ProcessEnv): Promise<RunningStandalone> {
  const process = { bus: new InProcessBus(), health: new Health(), metrics: new Metrics() };
  const closers = new Closers();
  process.health.register('start', () => 'the process is starting');
  process.metrics.collectProcess();
  try {
    const prepared = await prepare(env, process, closers);
    closers.add(() => process.bus.close());
    return await startServices(process, prepared, closers);
  } catch (error) {
    await closers.close().catch(() => undefined);
    throw error;
  }
}
