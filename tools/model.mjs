// Holds the access decision against the plain model: npm run test:model -- --runs=N --seed=S
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const spec = 'libs/access-control/src/model/reference-decision.spec.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' } },
});
const runs = wholeNumber('runs', values.runs);
const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('seed', values.seed);

console.log(`model: ${runs} random policies, seed ${seed}`);
const vitest = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', spec, '--project=unit', '--disable-console-intercept'],
  {
    cwd: new URL('..', import.meta.url),
    env: { ...process.env, MODEL_RUNS: String(runs), MODEL_SEED: String(seed) },
    stdio: 'inherit',
  },
);
console.log(`model: ${vitest.status === 0 ? 'no difference' : 'FAILED'} (repeat with --runs=${runs} --seed=${seed})`);
process.exitCode = vitest.status === 0 ? 0 : 1;

function wholeNumber(name, text) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && (number > 0 || name === 'seed')) return number;
  console.error(`--${name}=${text}: expected a whole number`);
  process.exit(2);
}
