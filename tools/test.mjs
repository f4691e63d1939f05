// `npm test`: does all its own set-up, runs every suite, and ends with one line that sums them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { endToEndRuns } from './lib/end-to-end.mjs';
import { continueOnProductNode, productNode, tool } from './lib/node.mjs';
import { installPrograms } from './lib/programs.mjs';
import { isStopping, root, run } from './lib/run.mjs';
import { readReport, sum } from './lib/tally.mjs';

await installDependencies();
await continueOnProductNode();
await installPrograms();
await build();

const work = mkdtempSync(join(tmpdir(), 'spectacles-tests-'));
const notRunFile = join(work, 'not-run');
const env = { ...process.env, SPECTACLES_NOT_RUN_FILE: notRunFile };
const node = productNode();
const vitest = tool('vitest/vitest.mjs');

const suites = [
  { name: 'packages', args: [vitest, 'run', '--reporter=default', '--reporter=json'] },
  {
    name: 'console',
    cwd: join(root, 'frontend'),
    args: [tool('@angular/cli/bin/ng.js'), 'test', '--watch=false', '--reporters=default', '--reporters=json'],
  },
  ...endToEndRuns({ vitest, chosen: process.argv.slice(2) }),
];

const results = [];
for (const [index, suite] of suites.entries()) {
  if (isStopping()) break;
  console.log(`\n── ${suite.name}`);
  if (suite.notRun !== undefined) {
    results.push({ name: suite.name, passed: 0, failed: 0, skipped: 1, names: [], notRun: suite.notRun });
    continue;
  }
  const report = join(work, `${index}.json`);
  const outputFile = suite.name === 'console' ? `--output-file=${report}` : `--outputFile.json=${report}`;
  const code = await run(node, [...suite.args, outputFile], { cwd: suite.cwd ?? root, env: { ...env, ...suite.env } });
  const tally = readReport(report);
  if (code !== 0 && tally.failed === 0) {
    tally.failed = 1;
    tally.names.push(`(ended with ${code} although no test failed)`);
  }
  results.push({ name: suite.name, ...tally });
}

console.log('');
for (const { name, passed, failed, skipped, names, notRun } of results) {
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (notRun !== undefined) console.log(`  not run: ${notRun}`);
  for (const failure of names) console.log(`  failed: ${failure}`);
}
const missing = existsSync(notRunFile) ? readFileSync(notRunFile, 'utf8').trim().split('\n') : [];
for (const reason of new Set(missing)) console.log(`not run: suites that need a program (${reason})`);
rmSync(work, { recursive: true, force: true });

const total = sum(results);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || isStopping() ? 1 : 0;
