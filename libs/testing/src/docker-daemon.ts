import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { TestProcess } from './process.js';
import { programPath } from './program.js';
import { TemporaryDirectory } from './temporary-directory.js';
import { unmountBelow } from './mounts.js';
import { waitFor } from './wait-for.js';

export interface RunningDockerd {
  /** For `DOCKER_HOST`. */
  readonly host: string;
  readonly version: string;
  readonly process: TestProcess;
  /** Where everything of it is. */
  readonly directory: string;
  stop(): Promise<void>;
}

/** What `docker info` asks. */
function serverVersion(socketPath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: '/info', timeout: 5000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('error', reject);
      response.once('end', () => {
        const { ServerVersion: version } = JSON.parse(text) as { ServerVersion?: string };
        if (version === undefined) reject(new Error(text));
        else resolve(version);
      });
    });
    asked.once('timeout', () => asked.destroy(new Error('No answer.')));
    asked.once('error', reject);
    asked.end();
  });
}

/**
 * The bridge that every daemon of a machine shares. A daemon that is told to have none takes it down, and with it the
 * network of another daemon's containers: where it is there, it must be named.
 */
const bridge = () => (existsSync('/sys/class/net/docker0') ? 'docker0' : 'none');

/** Its own files, and no network for containers: neither a bridge nor a rule of the firewall is made. */
function argumentsFor(directory: TemporaryDirectory, socket: string): string[] {
  const configuration = directory.join('daemon.json');
  writeFileSync(configuration, '{}');
  return [
    `--config-file=${configuration}`,
    `--data-root=${directory.join('data')}`,
    `--exec-root=${directory.join('exec')}`,
    `--pidfile=${directory.join('pid')}`,
    `--host=unix://${socket}`,
    // Where a containerd of the machine runs, the daemon uses that: nothing of others is seen there.
    '--containerd-namespace=spectacles-test',
    '--containerd-plugins-namespace=spectacles-test-plugins',
    `--bridge=${bridge()}`,
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--ip-masq=false',
  ];
}

/** A daemon that is killed leaves its data mounted on itself. */
class DaemonDirectory extends TemporaryDirectory {
  override remove(): void {
    unmountBelow(this.path);
    super.remove();
  }
}

/**
 * A Docker daemon with everything of its own in a temporary directory, reached by a socket there. It makes, pulls and
 * pushes images; containers have no network. `dockerdObstacle()` tells beforehand where it cannot be; what only the
 * daemon itself finds out is the end of its log, in the error.
 */
export async function startDockerd(): Promise<RunningDockerd> {
  const directory = new DaemonDirectory('spectacles-dockerd-');
  const socket = directory.join('docker.sock');
  mkdirSync(directory.join('tmp'));
  const server = TestProcess.start(programPath('dockerd'), {
    args: argumentsFor(directory, socket),
    env: { ...process.env, DOCKER_TMPDIR: directory.join('tmp') },
    name: 'dockerd',
  });
  const end = async () => {
    await server.stop('SIGTERM');
    directory.remove();
  };
  try {
    const answers = async () => (server.exited === null ? serverVersion(socket) : 'none');
    const version = await waitFor(answers, { what: 'dockerd answers', deadlineMs: 30_000, everyMs: 50 });
    server.assertRunning();
    return { host: `unix://${socket}`, version, process: server, directory: directory.path, stop: end };
  } catch (error) {
    await end();
    throw error;
  }
}
