/**
 * Idle memory of the whole in one process, and its start to the first token, as multiples of bare Node in the same run.
 *
 *   npm run bench:standalone -- [--starts=5] [--results=bench/results/standalone.json]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { busySeconds, cpuSeconds, median, memoryMegabytes, waitForIdle } from '../token/machine.mjs';
import { House, PROGRAM } from './house.mjs';

const { values: options } = parseArgs({
  options: {
    starts: { type: 'string', default: '5' },
    results: { type: 'string', default: 'bench/results/standalone.json' },
  },
});
/** So long after the first token is memory read: what a start leaves behind is then gone. */
const SETTLE_MS = 5000;

/** `node -e 0` from its spawn to its end. */
async function bareStartMs() {
  const startedAt = performance.now();
  await new Promise((done) => spawn(process.execPath, ['-e', '0']).once('exit', done));
  return performance.now() - startedAt;
}

/** Resident memory of a Node that has nothing to do. */
async function bareMegabytes() {
  const script = "process.stdout.write('.'); setInterval(() => undefined, 60_000)";
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((done, failed) => {
      child.stdout.once('data', done);
      child.once('exit', (code) => failed(new Error(`bare Node ended early (${code})`)));
    });
    return memoryMegabytes(child.pid).now;
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
}

async function measureStart(house) {
  await waitForIdle();
  const nodeMs = median([await bareStartMs(), await bareStartMs(), await bareStartMs()]);
  const nodeMegabytes = await bareMegabytes();
  const [startedAt, busy] = [performance.now(), busySeconds()];
  const { server, milliseconds } = await house.startToFirstToken();
  const ownSeconds = cpuSeconds(server.pid);
  const available = ((performance.now() - startedAt) / 1000) * cpus().length;
  const takenByOthers = Math.max(0, (busySeconds() - busy - ownSeconds) / available);
  await pause(SETTLE_MS);
  const memory = memoryMegabytes(server.pid);
  await house.stop();
  return { nodeMs, nodeMegabytes, milliseconds, cpuSeconds: ownSeconds, takenByOthers, memory };
}

function summarize(starts) {
  const of = (pick) => median(starts.map(pick));
  return {
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    starts: starts.length,
    takenByOthers: of((start) => start.takenByOthers),
    idleMemory: {
      megabytes: of((start) => start.memory.now),
      bareNodeMegabytes: of((start) => start.nodeMegabytes),
      overBareNode: of((start) => start.memory.now / start.nodeMegabytes),
    },
    start: {
      toFirstTokenMs: of((start) => start.milliseconds),
      cpuMs: of((start) => start.cpuSeconds * 1000),
      bareNodeMs: of((start) => start.nodeMs),
      overBareNode: of((start) => start.milliseconds / start.nodeMs),
    },
  };
}

if (!existsSync(PROGRAM)) {
  process.stderr.write('The program is not built: run "npm run build" first.\n');
  process.exit(1);
}
const house = await House.make();
try {
  // Makes the databases, the keys and the certificates; what is measured are starts that find them.
  await house.setUp();
  await house.stop();
  const starts = [];
  while (starts.length < Number(options.starts)) {
    const start = await measureStart(house);
    starts.push(start);
    process.stdout.write(
      `start ${starts.length}: first token after ${start.milliseconds.toFixed(0)} ms (${start.cpuSeconds.toFixed(2)} s CPU), ` +
        `idle ${start.memory.now.toFixed(0)} MB; bare Node ${start.nodeMs.toFixed(0)} ms, ${start.nodeMegabytes.toFixed(0)} MB; ` +
        `others took ${(start.takenByOthers * 100).toFixed(0)} %\n`,
    );
  }
  const results = summarize(starts);
  const file = resolve(fileURLToPath(new URL('../..', import.meta.url)), options.results);
  mkdirSync(dirname(file), { recursive: true });
  const rounded = (_key, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value);
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`);
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
} finally {
  await house.remove();
}
