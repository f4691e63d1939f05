import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { need, root } from './run.mjs';

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/**
 * Whether node_modules is what the lock says: npm leaves a copy of what it installed there.
 * Optional packages of other platforms are in the lock alone.
 */
export function isInstalled(lockFile, installedFile) {
  if (!existsSync(installedFile)) return false;
  const locked = packagesOf(lockFile);
  const installed = packagesOf(installedFile);
  const same = (path) => locked[path] !== undefined && locked[path].version === installed[path].version;
  const there = (path) => path === '' || locked[path].optional === true || installed[path] !== undefined;
  const unneeded = (path) => locked[path].peer === true || locked[path].devOptional === true;
  return Object.keys(installed).every(same) && Object.keys(locked).every((path) => there(path) || unneeded(path));
}

/** The npm that started this script, or the one on the PATH. */
function npm(args) {
  const cli = process.env.npm_execpath;
  return cli !== undefined && cli.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
}

/** Installs what the lock names where it is not there yet. */
export async function installDependencies() {
  if (isInstalled(join(root, 'package-lock.json'), join(root, 'node_modules/.package-lock.json'))) return;
  await need(...npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']), { output: 'stderr' });
}
