/** What a run comes to: the medians of its rounds, and the floors that they do not keep. */
import { cpus } from 'node:os';
import { median } from './machine.mjs';
import { GRANTS_PER_NAMESPACE, NAMESPACES, USERS } from './policy.mjs';

export const CONNECTIONS = 64;
export const OPEN_RATE = 2000;
export const FLOOD_RATE = 1000;

/** What makes a run a failed one; told only of rounds on a quiet machine, since others say nothing about the program. */
const FLOORS = [
  { what: 'tokens by API token ÷ signatures', least: 0.38, of: (results) => results.shareOfSignatures },
  { what: 'passwords from memory ÷ API tokens', least: 0.9, of: (results) => results.passwordOverToken },
  { what: 'p99 under a password flood ÷ without', most: 3.5, of: (results) => results.passwordFlood.p99OverWithout },
  { what: 'p99 at a steady rate ÷ plain Fastify', most: 2, of: (results) => results.openLoop.p99OverPlainFastify },
];

/** The floors that the results do not keep. */
export const brokenFloors = (results) =>
  FLOORS.filter(
    ({ least = -Infinity, most = Infinity, of: pick }) => pick(results) < least || pick(results) > most,
  ).map(
    ({ what, least, most, of: pick }) =>
      `${what}: ${pick(results).toFixed(3)}, ${least === undefined ? `at most ${most}` : `at least ${least}`} is wanted`,
  );

const of = (rounds, pick) => median(rounds.map(pick));
const lowest = (rounds, pick) => Math.min(...rounds.map(pick));

/** The medians of the rounds, as they are written down. */
export function summarize(rounds, { starts, nodeMs, idleMemory, loadedMemory }) {
  return {
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    policy: { grants: NAMESPACES * GRANTS_PER_NAMESPACE, namespaces: NAMESPACES, users: USERS },
    rounds: rounds.length,
    signaturesPerCoreSecond: of(rounds, (round) => round.signatures),
    tokensPerCoreSecond: of(rounds, (round) => round.token.tokensPerCoreSecond),
    shareOfSignatures: of(rounds, (round) => round.share),
    /** Of another repository each: no two requests are alike, so that each decision is a record of its own. */
    differentShareOfSignatures: of(rounds, (round) => round.different.tokensPerCoreSecond / round.signatures),
    /** Of the tokens of a server that does nothing but sign. */
    shareOfCeiling: of(rounds, (round) => round.token.tokensPerCoreSecond / round.most.tokensPerCoreSecond),
    anonymousShareOfSignatures: of(rounds, (round) => round.anonymous.tokensPerCoreSecond / round.signatures),
    passwordOverToken: of(rounds, (r) => r.password.tokensPerCoreSecond / r.token.tokensPerCoreSecond),
    takenByOthers: of(rounds, (round) => round.token.others),
    tokensPerSecond: of(rounds, (round) => round.token.tokensPerSecond),
    closedLoop: {
      connections: CONNECTIONS,
      p50Ms: of(rounds, (r) => r.token.p50Ms),
      p99Ms: of(rounds, (r) => r.token.p99Ms),
      bestP99Ms: lowest(rounds, (r) => r.token.p99Ms),
    },
    openLoop: {
      ratePerSecond: OPEN_RATE,
      p50Ms: of(rounds, (r) => r.open.p50Ms),
      p99Ms: of(rounds, (r) => r.open.p99Ms),
      bestP99Ms: lowest(rounds, (r) => r.open.p99Ms),
      plainFastifyP99Ms: of(rounds, (r) => r.plain.p99Ms),
      p99OverPlainFastify: of(rounds, (r) => r.open.p99Ms / r.plain.p99Ms),
    },
    passwordFlood: {
      ratePerSecond: FLOOD_RATE,
      wrongPasswordsPerSecond: of(rounds, (r) => r.flood.wrongPasswordsPerSecond),
      p99Ms: of(rounds, (r) => r.flood.flooded.p99Ms),
      withoutP99Ms: of(rounds, (r) => r.flood.calm.p99Ms),
      p99OverWithout: of(rounds, (r) => r.flood.flooded.p99Ms / r.flood.calm.p99Ms),
    },
    memoryMegabytes: { idle: idleMemory.now, loaded: loadedMemory.now, peak: loadedMemory.peak },
    start: { toFirstTokenMs: median(starts), bareNodeMs: nodeMs, overBareNode: median(starts) / nodeMs },
  };
}
