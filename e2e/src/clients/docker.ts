import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TemporaryDirectory } from '@spectacles/testing';
import { tarOf } from './oci-image.js';
import type { CommandResult } from './skopeo.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function execute(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  minutes: number,
): Promise<CommandResult> {
  const options = { env, cwd: root, timeout: minutes * 60_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: stdout + stderr });
    });
  });
}

/** The docker command with a configuration of its own, so that nobody is signed in. */
export class Docker {
  private readonly configuration = new TemporaryDirectory('spectacles-docker-');

  run(...args: readonly string[]): Promise<CommandResult> {
    return execute('docker', args, { ...process.env, DOCKER_CONFIG: this.configuration.path }, 2);
  }

  /** Makes an image of one file in the daemon, under the name that it will be pushed to. */
  async make(reference: string, text: string): Promise<void> {
    const archive = this.configuration.join('image.tar');
    writeFileSync(archive, tarOf('hello.txt', Buffer.from(text)));
    const made = await this.run('import', archive, reference);
    if (made.code !== 0) throw new Error(made.output);
  }

  /** Whether the daemon has this image or gets it. */
  async hasImage(image: string): Promise<boolean> {
    if ((await this.run('image', 'inspect', image)).code === 0) return true;
    return (await this.run('pull', '-q', image)).code === 0;
  }

  remove(): void {
    this.configuration.remove();
  }
}

/** `docker compose` or, where only that is installed, `docker-compose`, on the example of this repository. */
export async function compose(
  project: string,
  env: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<CommandResult> {
  const plugin = (await execute('docker', ['compose', 'version'], process.env, 1)).code === 0;
  const [command, first] = plugin ? ['docker', ['compose']] : ['docker-compose', []];
  const file = ['-f', 'docker-compose_EXAMPLE.yml', '-p', project];
  return execute(command, [...first, ...file, ...args], { ...process.env, ...env }, 15);
}
