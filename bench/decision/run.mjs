/**
 * Decisions as a share of one ES256 signature in the same run, the memory and the load of a replica, and lookups of
 * what somebody manages.
 *
 *   npm run bench:decision -- [--only=grants50k] [--rounds=15] [--results=bench/results/decision.json]
 *
 * With --only one of the policies is measured again; the results of the others stay.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { busySeconds, cpuSeconds, waitForIdle } from '../token/machine.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const root = here('../..');
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    results: { type: 'string', default: 'bench/results/decision.json' },
  },
});

const people = { users: 10_000, groups: 2_000 };
const worlds = {
  grants50k: { ...people, grants: 50_000 },
  rules1000: { ...people, grants: 50_000, rules: 1000 },
  grants1M: { ...people, grants: 1_000_000 },
  everythingTimes20: { users: 200_000, groups: 40_000, grants: 1_000_000 },
  lookups: { ...people, grants: 200_000 },
};

const file = resolve(root, options.results);
const results = options.only === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
for (const [name, world] of Object.entries(worlds)) {
  if (options.only !== undefined && options.only !== name) continue;
  const idle = await waitForIdle();
  const [busy, own] = [busySeconds(), cpuSeconds(process.pid)];
  const start = performance.now();
  const script = name === 'lookups' ? 'lookups.mjs' : 'measure.mjs';
  const args = ['--expose-gc', here(script), JSON.stringify(world), options.rounds];
  const text = execFileSync(process.execPath, args, { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  const takenByAll = (busySeconds() - busy - (cpuSeconds(process.pid) - own)) / (seconds * cpus().length);
  results[name] = { at: new Date().toISOString(), ...JSON.parse(text), idleBefore: idle, machineBusy: takenByAll };
  console.log(name, results[name]);
}

mkdirSync(dirname(file), { recursive: true });
const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
writeFileSync(file, `${JSON.stringify({ ...results, machine }, null, 2)}\n`);
