/** identity-service, two token servers and the gateway as processes of their own, over NATS and MariaDB. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { freePorts, startMariaDb, startNats, TemporaryDirectory, TestProcess, waitFor } from '@spectacles/testing';
import { ConsoleClient } from '../standalone/console-client.mjs';
import { SERVICE } from '../standalone/house.mjs';

const SETUP_CODE = 'a-code-for-this-measurement';
const services = fileURLToPath(new URL('../../services/', import.meta.url));
const local = (port) => `http://127.0.0.1:${port}`;

export class DistributedHouse {
  #processes = [];

  static async make() {
    const house = new DistributedHouse();
    house.directory = new TemporaryDirectory('spectacles-bench-');
    [house.nats, house.database] = await Promise.all([startNats(), startMariaDb()]);
    const [gateway, ...ports] = await freePorts(8);
    house.url = local(gateway);
    house.doors = [local(ports[0]), local(ports[1])];
    house.ports = { gateway, tokens: ports.slice(0, 2), identity: ports[2], management: ports.slice(3) };
    return house;
  }

  async #start(service, name, port, management, more = {}) {
    const program = TestProcess.start(process.execPath, {
      args: [`${services}${service}/dist/main.js`],
      name,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(port),
        MANAGEMENT_HOST: '127.0.0.1',
        MANAGEMENT_PORT: String(management),
        PUBLIC_URL: this.url,
        DATA_DIR: this.directory.join(name),
        SECRET_KEY: service === 'token-service' ? this.sharedKey : randomBytes(32).toString('base64'),
        NATS_URL: this.nats.url,
        SPECTACLES_SETUP_CODE: SETUP_CODE,
        LOG_LEVEL: 'warn',
        ...more,
      },
    });
    this.#processes.push(program);
    const ready = async () => program.exited !== null || (await fetch(`${local(management)}/readyz`)).ok;
    await waitFor(() => ready().catch(() => false), { what: `${name} is ready`, deadlineMs: 60_000, everyMs: 20 });
    program.assertRunning();
  }

  async setUp() {
    this.sharedKey = randomBytes(32).toString('base64');
    const { gateway, tokens, identity, management } = this.ports;
    const IDENTITY_DATABASE_URL = this.database.url('identity');
    await Promise.all([
      this.#start('identity-service', 'identity', identity, management[0], { IDENTITY_DATABASE_URL }),
      this.#start('token-service', 'token-1', tokens[0], management[1]),
      this.#start('token-service', 'token-2', tokens[1], management[2]),
      this.#start('gateway', 'gateway', gateway, management[3], { TOKEN_SERVICE_URL: this.doors[0] }),
    ]);
    const administrator = new ConsoleClient(this.url);
    await administrator.setUp(SETUP_CODE);
    const registry = await administrator.call('POST', '/registries', {
      name: SERVICE,
      service: SERVICE,
      kind: 'distribution-2',
      url: local(management[0]),
    });
    return { administrator, registry };
  }

  async remove() {
    for (const program of this.#processes.reverse()) await program.stop('SIGTERM');
    await Promise.all([this.nats.stop(), this.database.stop()]);
    this.directory.remove();
  }
}
