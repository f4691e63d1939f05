import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { programPath, TemporaryDirectory } from '@spectacles/testing';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Debian's skopeo with a home of its own: nothing that is signed in elsewhere, no cache from before. */
export class Skopeo {
  private readonly home = new TemporaryDirectory('spectacles-skopeo-');

  run(...args: readonly string[]): Promise<CommandResult> {
    const env = {
      ...process.env,
      HOME: this.home.path,
      XDG_RUNTIME_DIR: this.home.path,
      REGISTRY_AUTH_FILE: this.home.join('auth.json'),
    };
    return new Promise((resolve) => {
      execFile(programPath('skopeo'), args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, output: stdout + stderr });
      });
    });
  }

  login(host: string, user: string, password: string): Promise<CommandResult> {
    return this.run('login', '--tls-verify=false', '-u', user, '-p', password, host);
  }

  /** What docker stores after a login that was answered with a refresh token, and others read. */
  useRefreshToken(host: string, user: string, token: string): void {
    const auth = Buffer.from(`${user}:`).toString('base64');
    writeFileSync(this.home.join('auth.json'), JSON.stringify({ auths: { [host]: { auth, identitytoken: token } } }));
  }

  /** From a directory into a registry. */
  push(layout: string, reference: string): Promise<CommandResult> {
    return this.run(
      'copy',
      '--preserve-digests',
      '--dest-tls-verify=false',
      `oci:${layout}:v1`,
      `docker://${reference}`,
    );
  }

  /** From a registry into a directory. */
  pull(reference: string, layout = this.home.join(`pulled-${String(performance.now())}`)): Promise<CommandResult> {
    return this.run('copy', '--src-tls-verify=false', `docker://${reference}`, `oci:${layout}:v1`);
  }

  /** Within a registry: blobs are mounted, not sent again. */
  copy(from: string, to: string): Promise<CommandResult> {
    return this.run('copy', '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${from}`, `docker://${to}`);
  }

  listTags(repository: string): Promise<CommandResult> {
    return this.run('list-tags', '--tls-verify=false', `docker://${repository}`);
  }

  delete(reference: string): Promise<CommandResult> {
    return this.run('delete', '--tls-verify=false', `docker://${reference}`);
  }

  remove(): void {
    this.home.remove();
  }
}
