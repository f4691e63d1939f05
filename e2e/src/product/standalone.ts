import { freePorts, TemporaryDirectory } from '@spectacles/testing';
import type { Product, ProductOptions } from './product.js';
import { SETUP_CODE } from './product.js';
import { productEnvironment, startProgram, waitUntilReady } from './program.js';

/** Everything in one process, SQLite under a directory of its own. */
export async function startStandalone({ env = {} }: ProductOptions): Promise<Product> {
  const directory = new TemporaryDirectory();
  const [port, management] = (await freePorts(2)) as [number, number];
  const url = `http://127.0.0.1:${String(port)}`;
  const environment = productEnvironment(url, {
    PORT: String(port),
    MANAGEMENT_PORT: String(management),
    DATA_DIR: directory.join('data'),
    ...env,
  });
  const start = async () => {
    const started = startProgram('standalone', environment);
    await waitUntilReady(started, url);
    return started;
  };
  let program = await start();
  let earlier = '';
  return {
    url,
    setupCode: SETUP_CODE,
    get processes() {
      return new Map([['standalone', program]]);
    },
    managementUrls: new Map([['standalone', `http://127.0.0.1:${String(management)}`]]),
    log: () => earlier + program.log,
    crash: async () => {
      await program.stop('SIGKILL');
      earlier += program.log;
      program = await start();
    },
    stop: async () => {
      const exit = await program.stop('SIGTERM');
      directory.remove();
      return new Map([['standalone', exit]]);
    },
  };
}
