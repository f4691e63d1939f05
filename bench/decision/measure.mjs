/** Measures one world in a process of its own, and prints the result as JSON: measure.mjs '<world>' <rounds>. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { setImmediate } from 'node:timers';
import { decideAccess, grantedVerbs } from '@spectacles/access-control';
import { SnapshotPage } from '@spectacles/contracts';
import { PolicyReplica } from '@spectacles/policy-replica';
import { cpuSeconds, median } from '../token/machine.mjs';
import { questionsOf, REGISTRY, statesOf } from './world.mjs';

const world = JSON.parse(process.argv[2]);
/** As a replica asks for them. */
const PAGE = 500;
const ROUNDS = Number(process.argv[3]);
/** So many rounds count: those in which others took the least. */
const COUNTED = Math.ceil(ROUNDS / 3);
const QUESTIONS = 65_536;

/** The pages of a snapshot as they come over the bus: bytes of JSON, made before anything is measured. */
function pagesOf(states) {
  const pages = [];
  let rows = [];
  const close = (next) => {
    pages.push(Buffer.from(JSON.stringify({ rows, next })));
    rows = [];
  };
  for (const state of states) {
    if (rows.length === PAGE) close({ kind: state.kind, after: String(pages.length) });
    rows.push({ kind: state.kind, key: state.id, state: JSON.stringify(state) });
  }
  close(null);
  return pages;
}

/** All that is held, also what lies outside of the heap of objects. */
function heldMegabytes() {
  for (let n = 0; n < 4; n += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

/** Nanoseconds of CPU time for each of many calls. */
function nanosecondsEach(times, work) {
  const before = cpuSeconds(process.pid);
  for (let n = 0; n < times; n += 1) work(n);
  return ((cpuSeconds(process.pid) - before) * 1e9) / times;
}

/** The end of the bus at which a replica asks: reads and checks each page as the client of the bus does. */
function sourceOf(pages) {
  const head = { n: 1, id: 'head' };
  let next = 0;
  return {
    read: async () => ({ outcome: 'rows', rows: [], head }),
    snapshot: async () => {
      await new Promise(setImmediate);
      next += 1;
      return SnapshotPage.parse(JSON.parse(pages[next - 1].toString('utf8')));
    },
  };
}

const thread = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Between two turns of the loop others have to wait: how long, by the clock and by the CPU time of this thread. */
function watchTurns() {
  const turns = { wall: [], cpu: [] };
  let [wall, cpu, isOn] = [performance.now(), thread(), true];
  const turn = () => {
    const [nowWall, nowCpu] = [performance.now(), thread()];
    turns.wall.push(nowWall - wall);
    turns.cpu.push(nowCpu - cpu);
    [wall, cpu] = [nowWall, nowCpu];
    if (isOn) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isOn = false;
    for (const list of Object.values(turns)) list.sort((first, second) => first - second);
    return turns;
  };
}

async function load(pages) {
  const silent = () => undefined;
  const logger = { info: silent, warn: silent, error: silent, debug: silent };
  const clock = { now: () => new Date() };
  const replica = new PolicyReplica({ source: sourceOf(pages), clock, logger, pageSize: PAGE });
  const stop = watchTurns();
  const [cpu, start] = [cpuSeconds(process.pid), performance.now()];
  await replica.start();
  const result = { cpu: cpuSeconds(process.pid) - cpu, seconds: (performance.now() - start) / 1000, turns: stop() };
  await replica.stop();
  if (!replica.ready) throw new Error(JSON.stringify(replica.refusal));
  return { ...result, policy: replica.policy };
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = randomBytes(1100);
const signature = () => nanosecondsEach(4000, () => sign('sha256', data, privateKey));

const pages = pagesOf(statesOf(world));
const before = heldMegabytes();
const { policy, cpu, seconds, turns } = await load(pages);
const heldMB = heldMegabytes() - before;

const questions = questionsOf(world, QUESTIONS);
let granted = 0;
const ask = (decide) => (n) => {
  const { principal, requested } = questions[n % QUESTIONS];
  if (decide(policy, principal, REGISTRY, requested) !== 0) granted += 1;
};
const fast = ask(grantedVerbs);
const explained = ask((...asked) => decideAccess(...asked).granted);
for (let n = 0; n < QUESTIONS; n += 1) {
  fast(n);
  explained(n);
}
granted = 0;
function round() {
  const [from, cpuFrom] = [performance.now(), cpuSeconds(process.pid)];
  const signatureNs = signature();
  const decisionNs = nanosecondsEach(2 * QUESTIONS, fast);
  const withReasonsNs = nanosecondsEach(QUESTIONS / 2, explained);
  const onCpu = (cpuSeconds(process.pid) - cpuFrom) / ((performance.now() - from) / 1000);
  return { signatureNs, decisionNs, withReasonsNs, onCpu };
}

const all = Array.from({ length: ROUNDS }, round);
const rounds = all.sort((first, second) => second.onCpu - first.onCpu).slice(0, COUNTED);
const of = (name) => median(rounds.map((round) => round[name]));
const share = (name) => median(rounds.map((round) => round[name] / round.signatureNs));

console.log(
  JSON.stringify({
    ...world,
    decisionMicroseconds: of('decisionNs') / 1000,
    decisionsPerCoreSecond: Math.round(1e9 / of('decisionNs')),
    decisionToSignature: share('decisionNs'),
    withReasonsMicroseconds: of('withReasonsNs') / 1000,
    withReasonsToSignature: share('withReasonsNs'),
    signatureMicroseconds: of('signatureNs') / 1000,
    hitRate: granted / (ROUNDS * 2.5 * QUESTIONS),
    onCpu: of('onCpu'),
    heldMB,
    loadSeconds: seconds,
    loadCpuSeconds: cpu,
    medianTurnMs: turns.wall[Math.floor(turns.wall.length / 2)],
    p99TurnMs: turns.wall[Math.floor(turns.wall.length * 0.99)],
    longestTurnMs: turns.wall.at(-1),
    longestTurnCpuMs: turns.cpu.at(-1),
    turnsOver10CpuMs: turns.cpu.filter((ms) => ms > 10).length,
  }),
);
