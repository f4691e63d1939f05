/** The whole in one process, as `npm start` runs it, in a data directory that stays from start to start. */
import { fileURLToPath } from 'node:url';
import { freePorts, TemporaryDirectory, TestProcess, waitFor } from '@spectacles/testing';
import { ConsoleClient } from './console-client.mjs';

export const PROGRAM = fileURLToPath(new URL('../../services/standalone/dist/main.js', import.meta.url));
/** Those of `tools/start.mjs` and of the image. */
const FLAGS = ['--max-semi-space-size=4'];
const SETUP_CODE = 'a-code-for-this-measurement';
export const SERVICE = 'bench';

const answersOk = (url) =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

export class House {
  static async make() {
    const house = new House();
    [house.port, house.managementPort] = await freePorts(2);
    house.url = `http://127.0.0.1:${house.port}`;
    house.directory = new TemporaryDirectory('spectacles-bench-');
    return house;
  }

  /** Starts the process and waits for an address of it; tells how long that took, and on how much CPU time. */
  async start(path) {
    const startedAt = performance.now();
    const server = TestProcess.start(process.execPath, {
      args: [...FLAGS, PROGRAM],
      name: 'standalone',
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        MANAGEMENT_PORT: String(this.managementPort),
        DATA_DIR: this.directory.join('data'),
        SPECTACLES_SETUP_CODE: SETUP_CODE,
        LOG_LEVEL: 'warn',
      },
    });
    this.server = server;
    await waitFor(() => server.exited !== null || answersOk(`${this.url}${path}`), {
      what: `an answer of ${path}`,
      deadlineMs: 60_000,
      everyMs: 5,
    });
    server.assertRunning();
    return { server, milliseconds: performance.now() - startedAt };
  }

  startToFirstToken() {
    return this.start(`/token?service=${SERVICE}`);
  }

  /** The first start: an administrator and one registry, for which anybody gets a token that allows nothing. */
  async setUp() {
    await this.start('/readyz');
    const administrator = new ConsoleClient(this.url);
    await administrator.setUp(SETUP_CODE);
    const registry = await administrator.call('POST', '/registries', {
      name: SERVICE,
      service: SERVICE,
      kind: 'distribution-2',
      url: `http://127.0.0.1:${this.managementPort}`,
    });
    return { administrator, registry };
  }

  async stop() {
    await this.server?.stop('SIGTERM');
    this.server = undefined;
  }

  async remove() {
    await this.stop();
    this.directory.remove();
  }
}
