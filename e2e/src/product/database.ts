import { execFileSync } from 'node:child_process';
import { programPath } from '@spectacles/testing';

/** Makes a database on a running server and answers its URL. */
export function createDatabase({ port }: { readonly port: number }, name: string): string {
  const sql = `create database \`${name}\` character set utf8mb4`;
  const address = ['--host=127.0.0.1', '--protocol=tcp', `--port=${String(port)}`, '--user=root'];
  execFileSync(programPath('mariadb'), ['--no-defaults', ...address, '-e', sql]);
  return `mariadb://root@127.0.0.1:${String(port)}/${name}`;
}
