import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireProgram, TemporaryDirectory } from '@spectacles/testing';
import { inject } from 'vitest';
import { z } from 'zod';
import { tarOf } from './oci-image.js';
import type { CommandResult } from './skopeo.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What docker keeps for a registry: `auth` is name and password, or the name alone beside an identity token. */
const StoredLogin = z.object({ auth: z.string(), identitytoken: z.string().optional() });
const Configuration = z.object({ auths: z.record(z.string(), StoredLogin).optional() });

/** Whether there is a daemon for the suite and a registry to use it with; why not is told where the daemon is chosen. */
export function hasDocker(): boolean {
  return inject('dockerHost') !== null && requireProgram('docker-registry');
}

interface Execution {
  readonly env: NodeJS.ProcessEnv;
  readonly minutes: number;
  readonly input?: string;
}

function execute(command: string, args: readonly string[], { env, minutes, input }: Execution): Promise<CommandResult> {
  const options = { env, cwd: root, timeout: minutes * 60_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: stdout + stderr });
    });
    // A command that reads nothing may be gone before it is told anything.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/** The docker command with a configuration of its own, so that nobody is signed in, on the daemon of the suite. */
export class Docker {
  private directory: TemporaryDirectory | null = null;
  private readonly host = inject('dockerHost') ?? '';
  private readonly images = new Set<string>();

  run(...args: readonly string[]): Promise<CommandResult> {
    return execute('docker', args, { env: this.environment(), minutes: 2 });
  }

  login(registry: string, user: string, password: string): Promise<CommandResult> {
    const args = ['login', '-u', user, '--password-stdin', registry];
    return execute('docker', args, { env: this.environment(), minutes: 2, input: password });
  }

  push(reference: string): Promise<CommandResult> {
    return this.run('push', reference);
  }

  /** From the registry, whatever the daemon has of it. */
  async pull(reference: string): Promise<CommandResult> {
    await this.run('rmi', reference);
    this.images.add(reference);
    return this.run('pull', reference);
  }

  /** What a login left in the configuration; null where nobody is signed in. */
  stored(registry: string): { name: string; password: string; identityToken: string | null } | null {
    if (!existsSync(this.configuration.join('config.json'))) return null;
    const login = Configuration.parse(JSON.parse(this.configurationText())).auths?.[registry];
    if (login === undefined) return null;
    const [name = '', ...password] = Buffer.from(login.auth, 'base64').toString().split(':');
    return { name, password: password.join(':'), identityToken: login.identitytoken ?? null };
  }

  /** Everything that its configuration file says. */
  configurationText(): string {
    return readFileSync(this.configuration.join('config.json'), 'utf8');
  }

  /** Makes an image of one file in the daemon, under the name that it will be pushed to. */
  async make(reference: string, text: string): Promise<void> {
    const archive = this.configuration.join('image.tar');
    writeFileSync(archive, tarOf('hello.txt', Buffer.from(text)));
    this.images.add(reference);
    const made = await this.run('import', archive, reference);
    if (made.code !== 0) throw new Error(made.output);
  }

  /** Makes an image of one file on top of another image, which the builder fetches where the daemon lacks it. */
  async build(reference: string, from: string, builder: 'classic' | 'buildkit'): Promise<CommandResult> {
    const context = this.configuration.join('context');
    mkdirSync(context, { recursive: true });
    writeFileSync(`${context}/Dockerfile`, `FROM ${from}\nCOPY Dockerfile /built-from\n`);
    this.images.add(reference);
    const env = { ...this.environment(), DOCKER_BUILDKIT: builder === 'buildkit' ? '1' : '0' };
    return execute('docker', ['build', '-t', reference, context], { env, minutes: 2 });
  }

  /** Whether the daemon has this image or gets it. */
  async hasImage(image: string): Promise<boolean> {
    if ((await this.run('image', 'inspect', image)).code === 0) return true;
    return (await this.run('pull', '-q', image)).code === 0;
  }

  /** Takes its images from the daemon too, which may be somebody's own. */
  async remove(): Promise<void> {
    if (this.images.size > 0) await this.run('rmi', '--force', ...this.images);
    this.directory?.remove();
  }

  /** Made by the first command: a suite that is skipped leaves nothing behind. */
  private get configuration(): TemporaryDirectory {
    this.directory ??= new TemporaryDirectory('spectacles-docker-');
    return this.directory;
  }

  private environment(): NodeJS.ProcessEnv {
    const host = this.host === '' ? {} : { DOCKER_HOST: this.host };
    return { ...process.env, ...host, DOCKER_CONFIG: this.configuration.path };
  }
}

/** `docker compose` or, where only that is installed, `docker-compose`, on the example of this repository. */
export async function compose(
  project: string,
  env: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<CommandResult> {
  const plugin = (await execute('docker', ['compose', 'version'], { env: process.env, minutes: 1 })).code === 0;
  const [command, first] = plugin ? ['docker', ['compose']] : ['docker-compose', []];
  const file = ['-f', 'docker-compose_EXAMPLE.yml', '-p', project];
  return execute(command, [...first, ...file, ...args], { env: { ...process.env, ...env }, minutes: 15 });
}
