import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** On-CPU seconds of all threads of a process, from the scheduler itself: what other programs do does not count. */
export function cpuSeconds(pid) {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9;
}

/** The cores of a measurement: the server has one for itself; where there is but one, nothing is bound to any. */
export const SERVER_CORE = '1';
export const OTHER_CORES = '0';
export const ALL_CORES = `0-${cpus().length - 1}`;

/** Binds all threads of a process to cores, where the machine has the program for it; answers whether it has. */
export function bindToCores(pid, cores) {
  if (cpus().length < 2) return false;
  return (
    spawnSync('taskset', ['--all-tasks', '--pid', '--cpu-list', cores, String(pid)], { stdio: 'ignore' }).status === 0
  );
}

/** Resident memory of a process now, and at its highest, in MB. */
export function memoryMegabytes(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(status)?.[1] ?? 0) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

const TICKS_PER_SECOND = 100;

/** CPU seconds that the whole machine has spent on anything so far. */
export function busySeconds() {
  const { idle, total } = idleAndTotal();
  return (total - idle) / TICKS_PER_SECOND;
}

function idleAndTotal() {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/u).slice(1).map(Number);
  return { idle: fields[3] + fields[4], total: fields.reduce((sum, one) => sum + one, 0) };
}

/** Waits for a machine that has little else to do, but not for ever; answers how idle it then was. */
export async function waitForIdle({ share = 0.85, seconds = 20 } = {}) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const before = idleAndTotal();
    await pause(500);
    const after = idleAndTotal();
    const idle = (after.idle - before.idle) / Math.max(1, after.total - before.total);
    if (idle >= share || performance.now() > deadline) return idle;
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
