import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { TestProcess } from './process.js';
import { programPath } from './program.js';
import { TemporaryDirectory } from './temporary-directory.js';
import { waitFor } from './wait-for.js';

const run = promisify(execFile);

export interface RunningMariaDb {
  readonly port: number;
  readonly process: TestProcess;
  /** Makes the database where it is missing and answers its URL. */
  url(database: string): string;
  /** Statements as root; answers what the client prints, columns parted by tabs, without a heading. */
  execute(sql: string): string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The server refuses to run as root unless it is told to. */
function userArgument(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** Its own directory: a server that starts clears the one for temporary tables, whosever they are. */
function temporaryArgument(data: string): string {
  const directory = `${data}-tmp`;
  mkdirSync(directory, { recursive: true });
  return `--tmpdir=${directory}`;
}

async function install(data: string): Promise<void> {
  const installer = programPath('mariadb-install-db');
  const authentication = '--auth-root-authentication-method=normal';
  const places = [`--datadir=${data}`, temporaryArgument(data)];
  await run(installer, ['--no-defaults', ...userArgument(), ...places, authentication, '--skip-test-db']);
}

async function serve(data: string, socket: string, port: number): Promise<TestProcess> {
  const server = TestProcess.start(programPath('mariadbd'), {
    args: [
      '--no-defaults',
      ...userArgument(),
      `--datadir=${data}`,
      temporaryArgument(data),
      `--socket=${socket}`,
      `--port=${String(port)}`,
      '--bind-address=127.0.0.1',
      '--skip-log-bin',
      '--skip-name-resolve=0',
      // Small, so that several servers fit beside each other; a test never needs the default's log of 96 MB.
      '--innodb-buffer-pool-size=64M',
      '--innodb-log-file-size=16M',
    ],
    name: 'mariadbd',
  });
  const ping = [...clientArguments(socket), '-e', 'select 1'];
  const answers = async () => server.exited !== null || (await run(programPath('mariadb'), ping)).stdout !== '';
  await waitFor(answers, { what: 'mariadbd answers', deadlineMs: 30_000, everyMs: 50 });
  server.assertRunning();
  return server;
}

function clientArguments(socket: string): string[] {
  return ['--no-defaults', `--socket=${socket}`, '--user=root', '--skip-column-names', '--batch'];
}

/** Debian's MariaDB in a private directory, on a port of its own, with a root user without a password on loopback. */
export async function startMariaDb(): Promise<RunningMariaDb> {
  const directory = new TemporaryDirectory();
  const data = directory.join('data');
  const socket = directory.join('s.sock');
  await install(data);
  const port = await freePort();
  let server = await serve(data, socket, port);
  const execute = (sql: string) =>
    execFileSync(programPath('mariadb'), [...clientArguments(socket), '-e', sql], { encoding: 'utf8' });
  return {
    port,
    get process() {
      return server;
    },
    execute,
    url: (database) => {
      execute(`create database if not exists \`${database}\` character set utf8mb4`);
      return `mariadb://root@127.0.0.1:${String(port)}/${database}`;
    },
    kill: async () => {
      await server.stop('SIGKILL');
    },
    restart: async () => {
      await server.stop('SIGKILL');
      server = await serve(data, socket, port);
    },
    stop: async () => {
      await server.stop('SIGKILL');
      directory.remove();
    },
  };
}
