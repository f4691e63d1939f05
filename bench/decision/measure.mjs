/** Measures one world in a process of its own, and prints the result as JSON: measure.mjs '<world>'. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { CompiledPolicy, decideAccess, grantedVerbs } from '@spectacles/access-control';
import { readPolicyRows } from '@spectacles/policy-replica';
import { cpuSeconds, median } from '../token/machine.mjs';
import { questionsOf, REGISTRY, statesOf } from './world.mjs';

const world = JSON.parse(process.argv[2]);
const PAGE = 2000;
const ROUNDS = 7;
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
  let longestMs = 0;
  const before = cpuSeconds(process.pid);
  const start = performance.now();
  for (const page of pages) {
    const from = performance.now();
    const rows = JSON.parse(page.toString('utf8')).map((row) => ({ ...row, state: JSON.parse(row.state) }));
    policy.apply(readPolicyRows(rows));
    longestMs = Math.max(longestMs, performance.now() - from);
  }
  return { policy, cpu: cpuSeconds(process.pid) - before, seconds: (performance.now() - start) / 1000, longestMs };
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = randomBytes(1100);
const signature = () => nanosecondsEach(4000, () => sign('sha256', data, privateKey));

const pages = pagesOf(statesOf(world));
const heapBefore = heapMegabytes();
const { policy, cpu, seconds, longestMs } = load(pages);
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
const rounds = Array.from({ length: ROUNDS }, () => {
  const signatureNs = signature();
  const decisionNs = nanosecondsEach(4 * QUESTIONS, fast);
  const withReasonsNs = nanosecondsEach(QUESTIONS, explained);
  return { signatureNs, decisionNs, withReasonsNs };
});
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
    hitRate: granted / (ROUNDS * 5 * QUESTIONS),
    heapMB,
    loadSeconds: seconds,
    loadCpuSeconds: cpu,
    longestPageMs: longestMs,
  }),
);
