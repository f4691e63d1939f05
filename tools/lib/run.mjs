import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

const children = new Set();
let stopping = null;
const waiting = new Set();

/** Signals go on to what runs; where nothing runs, they end this script. A terminal sends SIGINT to the whole group itself. */
function forward(signal) {
  stopping = signal;
  for (const work of waiting) work();
  if (children.size === 0) process.exit(128 + constants.signals[signal]);
  if (signal === 'SIGINT' && process.stdin.isTTY) return;
  for (const child of children) child.kill(signal);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);

/** Work for the moment when a signal asks this script to end. */
export const onStop = (work) => waiting.add(work);

/** Whether a signal asked this script to end. */
export const isStopping = () => stopping !== null;

/**
 * Runs a program to its end and answers its exit code (128 + n after a signal).
 * `output: 'stderr'` keeps stdout for what the product prints; `started` is given the running process.
 */
export function run(command, args, { cwd = root, env = process.env, output = 'inherit', started = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const stdout = output === 'stderr' ? 2 : 'inherit';
    const child = spawn(command, args, { cwd, env, stdio: ['inherit', stdout, 'inherit'] });
    children.add(child);
    started(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      children.delete(child);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Runs a step that everything after it needs: ends this script with the step's code where it fails. */
export async function need(command, args, options) {
  const code = await run(command, args, options);
  if (isStopping()) process.exit(code === 0 ? 128 + constants.signals[stopping] : code);
  if (code !== 0) {
    console.error(`spectacles: "${[command, ...args].join(' ')}" ended with ${code}.`);
    process.exit(code);
  }
}
