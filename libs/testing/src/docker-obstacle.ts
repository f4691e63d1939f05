import { readFileSync } from 'node:fs';
import { findProgram } from './program.js';

/** The bit of CAP_SYS_ADMIN, as /proc counts: without it nothing can be mounted. */
const SYS_ADMIN = 21n;

function mayMount(): boolean {
  const [, effective] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return effective !== undefined && ((BigInt(`0x${effective}`) >> SYS_ADMIN) & 1n) === 1n;
}

function hasCgroups(): boolean {
  return /^\S+ \S+ cgroup2? /m.test(readFileSync('/proc/self/mounts', 'utf8'));
}

/** Why a Docker daemon of one's own cannot run on this machine, in words; null where nothing is known against it. */
export function dockerdObstacle(): string | null {
  if (process.platform !== 'linux') return 'dockerd runs on Linux only';
  const missing = ['dockerd', 'docker'].filter((name) => findProgram(name) === null);
  if (missing.length > 0) return `${missing.join(', ')} not installed`;
  if (process.getuid?.() !== 0) return 'dockerd must be started by root';
  if (!mayMount()) return 'dockerd must be able to mount, and this root has no CAP_SYS_ADMIN';
  return hasCgroups() ? null : 'dockerd needs cgroups, and none are mounted';
}
