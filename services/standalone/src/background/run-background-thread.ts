import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { loadCatalogConfig, startCatalogService } from '@spectacles/catalog-service';
import {
  ConfigurationError,
  createLogger,
  Health,
  Metrics,
  parseSecretKeys,
  type RunningService,
  Sealer,
  type ServiceContext,
  SystemClock,
  ThreadBus,
} from '@spectacles/platform';
import { loadSyncConfig, startRegistrySyncService } from '@spectacles/registry-sync-service';
import type { FromThread, ThreadData, ToThread } from './thread-messages.js';

const HEALTH_MS = 200;

/** Starts the services of this thread, one after the other. */
async function startServices(
  data: ThreadData,
  contextOf: (service: string) => ServiceContext,
): Promise<RunningService> {
  const catalog = await startCatalogService(loadCatalogConfig(data.env), contextOf('catalog-service'));
  const sync = await startRegistrySyncService(loadSyncConfig(data.env), contextOf('registry-sync-service'));
  return {
    close: async () => {
      await sync.close();
      await catalog.close();
    },
  };
}

/** Tells the main thread how we are, whenever that changes. */
function reportHealth(health: Health, tell: (message: FromThread) => void): NodeJS.Timeout {
  let told = '';
  const look = (): void => {
    const report = health.report();
    const text = JSON.stringify(report);
    if (text !== told) tell({ type: 'health', report });
    told = text;
  };
  look();
  return setInterval(look, HEALTH_MS);
}

/** The program of the background thread: its services, joined to the bus of the main thread. */
export async function runBackgroundThread(): Promise<void> {
  const { port, ...data } = workerData as ThreadData & { readonly port: MessagePort };
  const parent = parentPort;
  if (parent === null) throw new TypeError('This is the program of a thread.');
  const tell = (message: FromThread): void => {
    parent.postMessage(message);
  };
  const bus = new ThreadBus(port);
  const [health, metrics, clock] = [new Health(), new Metrics(), new SystemClock()];
  metrics.registry.setDefaultLabels({ thread: 'background' });
  const sealer = new Sealer(parseSecretKeys(data.secretKey));
  const level = data.env['LOG_LEVEL'] ?? 'info';
  const contextOf = (service: string): ServiceContext => ({
    bus,
    health,
    metrics,
    clock,
    sealer,
    logger: createLogger({ service, level }),
  });
  try {
    await bus.connect();
    const services = await startServices(data, contextOf);
    const reporting = reportHealth(health, tell);
    const close = async (): Promise<void> => {
      clearInterval(reporting);
      await services.close();
      await bus.close();
      parent.close();
    };
    parent.on('message', (message: ToThread) => {
      if (message.type === 'close') void close();
      else
        void metrics.text().then((text) => {
          tell({ type: 'metrics', id: message.id, text });
        });
    });
    tell({ type: 'started' });
  } catch (error) {
    const problems = error instanceof ConfigurationError ? error.problems : [];
    tell({
      type: 'failed',
      problems,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    // What was opened so far must not keep the thread: it is started again from nothing.
    setImmediate(() => process.exit(1));
  }
}
