/** Measures one world in a process of its own, and prints the result as JSON: measure.mjs '<world>'. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { CompiledPolicy, decideAccess, grantedVerbs } from '@spectacles/access-control';
import { readPolicyRows } from '@spectacles/policy-replica';
import { cpuSeconds, median } from '../token/machine.mjs';
import { questionsOf, REGISTRY, statesOf } from './world.mjs';

const world = JSON.parse(process.argv[2]);
/** As a replica asks for them. */
const PAGE = 500;
const ROUNDS = 15;
/** So many rounds count: those in which others took the least. */
const COUNTED = 5;
const QUESTIONS = 65_536;

/** The pages of a snapshot as they come over the bus: texts of JSON, made before anything is measured. */
function pagesOf(states) {
  const pages = [];
  let page = [];
  for (const state of states) {
    page.push(JSON.stringify({ kind: state.kind, key: state.id, state: JSON.stringify(state) }));
    if (page.length === PAGE) {
      pages.push(Buffer.from(`[${page.join()}]`));
      page = [];
    }
  }
  return page.length === 0 ? pages : [...pages, Buffer.from(`[${page.join()}]`)];
}

function heapMegabytes() {
  for (let n = 0; n < 4; n += 1) globalThis.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** Nanoseconds of CPU time for each of many calls. */
function nanosecondsEach(times, work) {
  const before = cpuSeconds(process.pid);
  for (let n = 0; n < times; n += 1) work(n);
  return ((cpuSeconds(process.pid) - before) * 1e9) / times;
}

function load(pages) {
  const policy = CompiledPolicy.empty();
  const pageMs = [];
  const before = cpuSeconds(process.pid);
  const start = performance.now();
  for (const page of pages) {
    const from = performance.now();
    const rows = JSON.parse(page.toString('utf8')).map((row) => ({ ...row, state: JSON.parse(row.state) }));
    policy.apply(readPolicyRows(rows));
    pageMs.push(performance.now() - from);
  }
  return { policy, cpu: cpuSeconds(process.pid) - before, seconds: (performance.now() - start) / 1000, pageMs };
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = randomBytes(1100);
const signature = () => nanosecondsEach(4000, () => sign('sha256', data, privateKey));

const pages = pagesOf(statesOf(world));
const heapBefore = heapMegabytes();
const { policy, cpu, seconds, pageMs } = load(pages);
pageMs.sort((first, second) => first - second);
const heapMB = heapMegabytes() - heapBefore;

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
    heapMB,
    loadSeconds: seconds,
    loadCpuSeconds: cpu,
    medianPageMs: pageMs[Math.floor(pageMs.length / 2)],
    p99PageMs: pageMs[Math.floor(pageMs.length * 0.99)],
    longestPageMs: pageMs.at(-1),
  }),
);
