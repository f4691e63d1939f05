// A background thread that answers on the bus, and ends or fails as its environment and the test say.
import { parentPort, workerData } from 'node:worker_threads';
import { ThreadBus } from '@spectacles/platform';

const { env, port } = workerData;
const bus = new ThreadBus(port);
await bus.connect();
if (env.FAIL === 'configuration') {
  const problems = [{ name: 'CATALOG_DATABASE_URL', message: 'cannot be used' }];
  parentPort.postMessage({ type: 'failed', problems, message: 'configuration' });
  setImmediate(() => process.exit(1));
} else if (env.FAIL === 'exit') {
  process.exit(1);
} else {
  const server = bus.server('test');
  server.addHandler('test.v1.echo', (wire) => Promise.resolve(wire.payload));
  server.addHandler('test.v1.die', () => process.exit(1));
  server.addHandler('test.v1.throw', () => {
    setImmediate(() => {
      throw new Error('out of the blue');
    });
    return new Promise(() => undefined);
  });
  server.listen(() => undefined);
  parentPort.on('message', async (message) => {
    if (message.type === 'metrics') parentPort.postMessage({ type: 'metrics', id: message.id, text: 'threads 1\n' });
    else {
      await server.close();
      await bus.close();
      parentPort.close();
    }
  });
  const checks = { catalog: env.UNREADY ?? 'ok' };
  parentPort.postMessage({ type: 'health', report: { status: 'ready', checks } });
  parentPort.postMessage({ type: 'started' });
}
