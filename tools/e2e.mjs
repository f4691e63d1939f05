// `npm run e2e -- --target=standalone|distributed` runs the acceptance suite against one way to run,
// `--suite=browser|docker|compose` one of the others; without an argument everything.
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { endToEndRuns } from './lib/end-to-end.mjs';
import { continueOnProductNode, productNode, tool } from './lib/node.mjs';
import { installPrograms } from './lib/programs.mjs';
import { run } from './lib/run.mjs';

const { values, positionals } = parseArgs({
  options: { target: { type: 'string' }, suite: { type: 'string' } },
  allowPositionals: true,
});
await installDependencies();
await continueOnProductNode();
await installPrograms();
await build();

const chosen = [values.target, values.suite].filter((name) => name !== undefined);
const runs = endToEndRuns({ vitest: tool('vitest/vitest.mjs'), chosen });
if (runs.length === 0) {
  console.error(`spectacles: no end-to-end suite is called ${chosen.join(', ')}.`);
  process.exit(2);
}
for (const { name, args, env, notRun } of runs) {
  console.log(`\n── ${name}${notRun === undefined ? '' : `: not run, ${notRun}`}`);
  if (notRun !== undefined) continue;
  // Files named after the options narrow the run.
  const narrowed = args.filter((arg) => arg !== '--reporter=json');
  const code = await run(productNode(), [...narrowed, ...positionals], { env: { ...process.env, ...env } });
  if (code !== 0) process.exitCode = 1;
}
