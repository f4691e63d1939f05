import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { freePorts, startNats, TemporaryDirectory } from '@spectacles/testing';
import type { ProcessExit, RunningNats, TestProcess } from '@spectacles/testing';
import { inject } from 'vitest';
import { createDatabase } from './database.js';
import type { Product, ProductOptions } from './product.js';
import { SETUP_CODE } from './product.js';
import { productEnvironment, startProgram, waitUntilReady } from './program.js';

/** Service → its user on the bus; the names of deploy/docker/nats.conf. */
export const BUS_USERS = {
  'identity-service': 'identity',
  'token-service': 'token',
  'catalog-service': 'catalog',
  'registry-sync-service': 'sync',
  gateway: 'gateway',
} as const;
type Service = keyof typeof BUS_USERS;
const SERVICES = Object.keys(BUS_USERS) as Service[];

/** A second token server beside the one that the gateway forwards to. */
const SECOND = 'token-service-2';

const CONFIGURATION = readFileSync(new URL('../../../deploy/docker/nats.conf', import.meta.url), 'utf8');

export interface DistributedProduct extends Product {
  readonly nats: RunningNats;
  /** The bus as one of its users. */
  busUrl(user: string): string;
  /** Starts another token server, with a directory of its own; answers where it is. The gateway does not know of it. */
  secondTokenServer(): Promise<{ readonly url: string; readonly program: TestProcess }>;
}

interface Ports {
  readonly public: Readonly<Record<Service, number>>;
  readonly management: Readonly<Record<Service, number>>;
}

async function choosePorts(): Promise<Ports> {
  const ports = await freePorts(SERVICES.length * 2);
  const take = (offset: number) =>
    Object.fromEntries(SERVICES.map((name, index) => [name, ports[offset + index]])) as Record<Service, number>;
  return { public: take(0), management: take(SERVICES.length) };
}

/** The bus with the permissions that the example deployment gives. */
async function startBus(): Promise<{ nats: RunningNats; busUrl: (user: string) => string }> {
  // A letter first: the broker reads a variable that looks like a number as one.
  const password = () => `k${randomBytes(16).toString('hex')}`;
  const passwords = new Map(Object.values(BUS_USERS).map((user) => [user as string, password()]));
  const env = Object.fromEntries(
    [...passwords].map(([user, password]) => [`NATS_${user.toUpperCase()}_PASSWORD`, password]),
  );
  const nats = await startNats({ configuration: CONFIGURATION, env });
  return { nats, busUrl: (user) => nats.urlFor(user, passwords.get(user) ?? '') };
}

function databases(): NodeJS.ProcessEnv {
  const mark = randomBytes(4).toString('hex');
  const server = inject('mariaDb');
  return {
    IDENTITY_DATABASE_URL: createDatabase(server, `identity_${mark}`),
    CATALOG_DATABASE_URL: createDatabase(server, `catalog_${mark}`),
    SYNC_DATABASE_URL: createDatabase(server, `sync_${mark}`),
  };
}

function environments(
  ports: Ports,
  directory: TemporaryDirectory,
  busUrl: (user: string) => string,
): (service: Service) => NodeJS.ProcessEnv {
  const shared = {
    ...databases(),
    TOKEN_SERVICE_URL: `http://127.0.0.1:${String(ports.public['token-service'])}`,
  };
  const keys = Object.fromEntries(SERVICES.map((service) => [service, randomBytes(32).toString('base64')]));
  return (service) =>
    productEnvironment(`http://127.0.0.1:${String(ports.public.gateway)}`, {
      ...shared,
      // A key each: identity-service keeps what token-service sealed, and must not be able to open it.
      SECRET_KEY: keys[service],
      // The gateway says who the client is.
      ...(service === 'token-service' ? { TRUSTED_PROXIES: '127.0.0.1' } : {}),
      PORT: String(ports.public[service]),
      MANAGEMENT_PORT: String(ports.management[service]),
      MANAGEMENT_HOST: '127.0.0.1',
      DATA_DIR: directory.join(service),
      NATS_URL: busUrl(BUS_USERS[service]),
    });
}

/** The door first, as an orchestrator does by its dependencies: what it has accepted still finds its services. */
async function stopAll(processes: ReadonlyMap<Service, TestProcess>): Promise<Map<string, ProcessExit>> {
  const stop = async ([name, program]: readonly [string, TestProcess]) =>
    [name, await program.stop('SIGTERM')] as const;
  const door = [...processes].filter(([name]) => name === 'gateway');
  const behind = [...processes].filter(([name]) => name !== 'gateway');
  return new Map([...(await Promise.all(door.map(stop))), ...(await Promise.all(behind.map(stop)))]);
}

/** Five processes over NATS and MariaDB, each as its own user of the bus. */
export async function startDistributed({ env = {} }: ProductOptions): Promise<DistributedProduct> {
  const directory = new TemporaryDirectory();
  const ports = await choosePorts();
  const { nats, busUrl } = await startBus();
  const environment = environments(ports, directory, busUrl);
  const managementUrl = (service: Service) => `http://127.0.0.1:${String(ports.management[service])}`;
  const processes = new Map<Service, TestProcess>();
  const start = async (service: Service) => {
    const program = startProgram(service, { ...environment(service), ...env });
    processes.set(service, program);
    await waitUntilReady(program, managementUrl(service));
  };
  await Promise.all(SERVICES.map(start));
  const secondTokenServer = async () => {
    const [port, management] = (await freePorts(2)) as [number, number];
    const program = startProgram('token-service', {
      ...environment('token-service'),
      ...env,
      PORT: String(port),
      MANAGEMENT_PORT: String(management),
      DATA_DIR: directory.join(SECOND),
    });
    others.push(program);
    await waitUntilReady(program, `http://127.0.0.1:${String(management)}`);
    return { url: `http://127.0.0.1:${String(port)}`, program };
  };
  const others: TestProcess[] = [];
  const logs = () => [...processes.values(), ...others].map((program) => program.log).join('\n');
  let earlier = '';
  return {
    nats,
    busUrl,
    secondTokenServer,
    url: `http://127.0.0.1:${String(ports.public.gateway)}`,
    setupCode: SETUP_CODE,
    processes,
    managementUrls: new Map(SERVICES.map((service) => [service, managementUrl(service)])),
    log: () => earlier + logs(),
    crash: async () => {
      await processes.get('identity-service')?.stop('SIGKILL');
      earlier += processes.get('identity-service')?.log ?? '';
      await start('identity-service');
    },
    stop: async () => {
      await Promise.all(others.map((program) => program.stop('SIGTERM')));
      const exits = await stopAll(processes);
      await nats.stop();
      directory.remove();
      return exits;
    },
  };
}
