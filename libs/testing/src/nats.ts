import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { freePort } from './free-port.js';
import { TestProcess } from './process.js';
import { programPath } from './program.js';
import { TemporaryDirectory } from './temporary-directory.js';
import { waitFor } from './wait-for.js';

/** A user of the bus with the subjects that it may publish and subscribe. */
export interface NatsUser {
  readonly user: string;
  readonly password: string;
  readonly publish?: readonly string[];
  readonly subscribe?: readonly string[];
}

export interface NatsOptions {
  readonly users?: readonly NatsUser[];
  /** Text added to the server's configuration as it is. */
  readonly configuration?: string;
  /** Variables that the configuration refers to. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningNats {
  /** Without credentials. */
  readonly url: string;
  readonly port: number;
  readonly process: TestProcess;
  urlFor(user: string, password: string): string;
  /** Ends the server as a crash would; `restart` brings it back on the same port. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

function describeUser(user: NatsUser): string {
  const permissions = [
    user.publish && `publish: ${JSON.stringify(user.publish)}`,
    user.subscribe && `subscribe: ${JSON.stringify(user.subscribe)}`,
  ].filter((part) => part !== undefined);
  return `{ user: ${JSON.stringify(user.user)}, password: ${JSON.stringify(user.password)}, permissions: { ${permissions.join(', ')} } }`;
}

function configurationText({ users = [], configuration = '' }: NatsOptions): string {
  const list = users.map(describeUser).join(',\n');
  return users.length === 0 ? configuration : `authorization {\n users: [\n${list}\n ]\n}\n${configuration}`;
}

/** The server greets with INFO before anybody has to sign in. */
function greeted(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('INFO'));
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Debian's nats-server on a port of its own, with users and their permissions where they are given. */
export async function startNats(options: NatsOptions = {}): Promise<RunningNats> {
  const directory = new TemporaryDirectory();
  const file = directory.join('nats.conf');
  writeFileSync(file, configurationText(options));
  const port = await freePort();
  const start = async () => {
    const server = TestProcess.start(programPath('nats-server'), {
      args: ['-c', file, '-a', '127.0.0.1', '-p', String(port)],
      env: { ...process.env, ...options.env },
      name: 'nats-server',
    });
    const ready = () => server.exited !== null || greeted(port);
    await waitFor(ready, { what: 'nats-server greets' });
    server.assertRunning();
    return server;
  };
  let server = await start();
  return {
    url: `nats://127.0.0.1:${String(port)}`,
    port,
    get process() {
      return server;
    },
    urlFor: (user, password) =>
      `nats://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}`,
    kill: async () => {
      await server.stop('SIGKILL');
    },
    restart: async () => {
      await server.stop('SIGKILL');
      server = await start();
    },
    stop: async () => {
      await server.stop();
      directory.remove();
    },
  };
}
