import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** Server programs that suites start, and the Debian packages that hold them. */
const PROGRAMS = [
  ['nats-server', ['nats-server']],
  ['mariadbd', ['mariadb-server']],
  ['docker-registry', ['docker-registry']],
  ['skopeo', ['skopeo']],
  ['chromium', ['chromium', 'fonts-liberation']],
  ['dockerd', ['docker.io']],
  // A package of its own in newer releases.
  ['docker', ['docker.io', 'docker-cli']],
];
const SYSTEM_DIRECTORIES = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

function hasProgram(name) {
  return [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_DIRECTORIES].some((directory) => {
    try {
      accessSync(join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Packages that start a daemon when they are installed must not: every suite starts its own, on its own port. */
async function withoutDaemons(work) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n');
  chmodSync(policy, 0o755);
  try {
    return await work();
  } finally {
    rmSync(policy, { force: true });
  }
}

const isKnown = (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;

/** All in one go; where that fails, each alone, so that one that cannot be had takes no other with it. */
async function installPackages(names, apt) {
  const install = (...packages) => apt('install', '-y', '--no-install-recommends', ...packages);
  await apt('update');
  const known = names.filter(isKnown);
  if ((await install(...known)) === 0) return;
  for (const name of known) await install(name);
}

/** Installs what is missing where this may be done (root on Debian); suites say themselves what they still miss. */
export async function installPrograms() {
  const missing = PROGRAMS.filter(([name]) => !hasProgram(name)).flatMap(([, packages]) => packages);
  if (missing.length === 0 || process.getuid?.() !== 0 || !hasProgram('apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', ['-q', ...args], { env, output: 'stderr' });
  await withoutDaemons(() => installPackages([...new Set(missing)], apt));
}
