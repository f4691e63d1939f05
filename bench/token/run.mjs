/**
 * Tokens per core-second of the built token-service, as a share of bare ES256 signatures per core-second in the same run.
 *
 *   npm run bench:token -- [--rounds=5] [--seconds=4] [--results=bench/results/token.json]
 */
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findProgram, freePorts, startNats, TemporaryDirectory, TestProcess, waitFor } from '@spectacles/testing';
import {
  ALL_CORES,
  bindToCores,
  busySeconds,
  cpuSeconds,
  median,
  memoryMegabytes,
  OTHER_CORES,
  SERVER_CORE,
  waitForIdle,
} from './machine.mjs';
import { brokenFloors, CONNECTIONS, FLOOD_RATE, OPEN_RATE, summarize } from './results.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const root = here('../..');
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    results: { type: 'string', default: 'bench/results/token.json' },
  },
});
const seconds = Number(options.seconds);
const FLOOD_CONNECTIONS = 8;
/** The share of the machine that other programs may take in a round that counts. */
const QUIET = 0.15;

function output(cores, file, ...args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [here(file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (cores !== ALL_CORES) bindToCores(child.pid, cores);
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('exit', (code) => (code === 0 ? done(JSON.parse(text)) : failed(new Error(`${file} failed (${code})`))));
  });
}
const load = (job, cores = ALL_CORES) =>
  output(cores, 'load.mjs', JSON.stringify({ connections: CONNECTIONS, seconds, ...job }));
const probe = async () => (await output(SERVER_CORE, 'probe.mjs', '1.5')).perCoreSecond;

function forked(file, env = {}) {
  const child = fork(here(file), { env: { ...process.env, ...env } });
  return new Promise((done, failed) => {
    child.once('message', (message) => done({ message, child }));
    child.once('exit', (code) => failed(new Error(`${file} ended early (${code})`)));
  });
}

const succeeded = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

/** Starts the service as its own process and tells how long it took to its first token. */
async function startTokenService(natsUrl) {
  const [port, managementPort] = await freePorts(2);
  const startedAt = performance.now();
  const server = TestProcess.start(process.execPath, {
    args: [resolve(root, 'services/token-service/dist/main.js')],
    name: 'token-service',
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      MANAGEMENT_PORT: String(managementPort),
      NATS_URL: natsUrl,
      SECRET_KEY: 'ab'.repeat(32),
      DATA_DIR: data.path,
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_LEVEL: 'warn',
    },
  });
  const url = `http://127.0.0.1:${port}/token`;
  await waitFor(() => server.exited !== null || succeeded(url), {
    what: 'the first token',
    deadlineMs: 60_000,
    everyMs: 5,
  });
  server.assertRunning();
  return { server, url, startMs: performance.now() - startedAt };
}

async function bareNodeMs() {
  const times = [];
  for (let index = 0; index < 7; index += 1) {
    const startedAt = performance.now();
    await new Promise((done) => spawn(process.execPath, ['-e', '0']).once('exit', done));
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

/** How much of the two cores others took meanwhile: caches that are not ours make everything slower. */
async function undisturbed(pid, work) {
  const [startedAt, busy, used] = [performance.now(), busySeconds(), cpuSeconds(pid)];
  const result = await work();
  const serverSeconds = cpuSeconds(pid) - used;
  const others = busySeconds() - busy - serverSeconds - result.cpuSeconds;
  const available = ((performance.now() - startedAt) / 1000) * cpus().length;
  return { ...result, serverSeconds, others: Math.max(0, others / available) };
}

/** With a core for the server alone, so that neither is moved about nor shares it with the clients. */
async function closedRound({ server, url }, presents, different = false) {
  bindToCores(server.pid, SERVER_CORE);
  const job = { kind: 'closed', url, presents, different };
  const result = await undisturbed(server.pid, () => load(job, OTHER_CORES));
  bindToCores(server.pid, ALL_CORES);
  if (result.failures > 0) throw new Error(`${result.failures} of ${result.requests} requests were refused`);
  const { requests, serverSeconds } = result;
  return { ...result, tokensPerCoreSecond: requests / serverSeconds, tokensPerSecond: requests / result.seconds };
}

/** Token holders at a steady rate while wrong passwords come as fast as they are answered, each from elsewhere. */
async function underFlood(url) {
  const holders = { kind: 'open', url, presents: 'token', rate: FLOOD_RATE };
  const calm = await load(holders);
  const flood = load({ kind: 'closed', url, presents: 'wrong', connections: FLOOD_CONNECTIONS });
  const flooded = await load(holders);
  const { requests } = await flood;
  return { calm, flooded, wrongPasswordsPerSecond: requests / seconds };
}

async function measureRound(service, baselineUrl, ceiling) {
  await waitForIdle();
  const { url } = service;
  const before = await probe();
  const token = await closedRound(service, 'token');
  const most = await closedRound(ceiling, 'nothing');
  const after = await probe();
  const different = await closedRound(service, 'token', true);
  const password = await closedRound(service, 'password');
  const anonymous = await closedRound(service, 'nothing');
  const open = await load({ kind: 'open', url, presents: 'token', rate: OPEN_RATE });
  const plain = await load({ kind: 'open', url: baselineUrl, presents: 'nothing', rate: OPEN_RATE });
  const flood = await underFlood(url);
  const signatures = (before + after) / 2;
  const share = token.tokensPerCoreSecond / signatures;
  return { signatures, share, token, most, different, password, anonymous, open, plain, flood };
}

const percent = (share) => `${(share * 100).toFixed(0)} %`;

function report(number, { signatures, share, token, most, different, password, open, plain, flood }) {
  process.stdout.write(
    `round ${number}: S ${signatures.toFixed(0)}, ${token.tokensPerCoreSecond.toFixed(0)} tokens per core-second = ` +
      `${share.toFixed(3)} S (of what Node can: ${percent(token.tokensPerCoreSecond / most.tokensPerCoreSecond)}; each another repository: ${(different.tokensPerCoreSecond / signatures).toFixed(3)} S), p99 at ${OPEN_RATE}/s ${open.p99Ms.toFixed(2)} ms (plain Fastify ${plain.p99Ms.toFixed(2)} ms); ` +
      `password ÷ token ${(password.tokensPerCoreSecond / token.tokensPerCoreSecond).toFixed(2)}, ` +
      `p99 under a flood ${flood.flooded.p99Ms.toFixed(2)} ms (without ${flood.calm.p99Ms.toFixed(2)} ms); ` +
      `others took ${percent(token.others)}\n`,
  );
}

/** As many rounds on a quiet machine as were asked for; where it does not get quiet, those with the least noise. */
async function measure(service, baselineUrl, ceiling) {
  const wanted = Number(options.rounds);
  const rounds = [];
  const quiet = () => rounds.filter((round) => round.token.others <= QUIET);
  while (quiet().length < wanted && rounds.length < wanted * 4) {
    const round = await measureRound(service, baselineUrl, ceiling);
    rounds.push(round);
    report(rounds.length, round);
  }
  return rounds.sort((a, b) => a.token.others - b.token.others).slice(0, wanted);
}

if (!existsSync(resolve(root, 'services/token-service/dist/main.js'))) {
  process.stderr.write('token-service is not built: run "npm run build" first.\n');
  process.exit(1);
}
if (findProgram('nats-server') === null) {
  process.stderr.write('nats-server is not installed: token-service as a process of its own needs a broker.\n');
  process.exit(1);
}
const nats = await startNats();
const data = new TemporaryDirectory('spectacles-bench-');
const children = [];
const starts = [];
let service = null;

async function stopAll() {
  if (service !== null) await service.server.stop('SIGTERM');
  for (const { child } of children) {
    child.removeAllListeners('exit');
    child.kill();
  }
  await nats.stop();
  data.remove();
}

// A run that is broken off leaves nothing behind either.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    stopAll().finally(() => process.exit(1));
  });
}

try {
  children.push(await forked('owner.mjs', { NATS_URL: nats.url }));
  const baseline = await forked('baseline.mjs');
  const most = await forked('ceiling.mjs');
  children.push(baseline, most);
  const ceiling = { server: most.child, url: `${most.message}/token` };
  const nodeMs = await bareNodeMs();
  // The first start makes the key ring; what is measured are starts that find one.
  for (let start = 0; start < 4; start += 1) {
    if (service !== null) await service.server.stop('SIGTERM');
    await waitForIdle();
    service = await startTokenService(nats.url);
    if (start > 0) starts.push(service.startMs);
  }
  const idleMemory = memoryMegabytes(service.server.pid);
  const warm = await load({ kind: 'warm', url: service.url, presents: 'password' });
  if (warm.failures > 0) throw new Error(`${warm.failures} passwords were refused`);
  // Node compiles what runs often; the measurement begins when that is done.
  for (const presents of ['token', 'password', 'nothing']) await load({ kind: 'closed', url: service.url, presents });
  await load({ kind: 'closed', url: service.url, presents: 'token', different: true });
  await load({ kind: 'closed', url: ceiling.url, presents: 'nothing' });
  const rounds = await measure(service, `${baseline.message}/token`, ceiling);
  const loadedMemory = memoryMegabytes(service.server.pid);
  const results = summarize(rounds, { starts, nodeMs, idleMemory, loadedMemory });
  const file = resolve(root, options.results);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify(results, (_key, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value), 2)}\n`,
  );
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  const broken = brokenFloors(results);
  for (const floor of broken) process.stderr.write(`${floor}\n`);
  if (results.takenByOthers > QUIET) process.stderr.write('The machine was not quiet: the floors are not judged.\n');
  else if (broken.length > 0) process.exitCode = 1;
} finally {
  await stopAll();
}
