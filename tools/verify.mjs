// `npm run verify`: everything that can be said about the sources without running the product.
import { join } from 'node:path';
import { BUILD } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { continueOnProductNode, nx, productNode, tool } from './lib/node.mjs';
import { findings } from './lib/repository-checks.mjs';
import { isStopping, root, run } from './lib/run.mjs';

await installDependencies();
await continueOnProductNode();

const node = productNode();
const inNode = (...args) => ({ run: () => run(node, args) });

/** Checks of the repository itself print what they found. */
function repositoryCheck(check) {
  return {
    run: () => {
      const found = check();
      for (const line of found) console.error(line);
      return found.length === 0 ? 0 : 1;
    },
  };
}

const steps = [
  ['format', inNode(tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.')],
  ['build', inNode(nx, ...BUILD, '--outputStyle=static')],
  ['types', inNode(nx, 'run-many', '-t', 'typecheck', '--outputStyle=static')],
  ['lint', inNode(tool('eslint/bin/eslint.js'), '.', '--max-warnings=0')],
  ['unused code', inNode(tool('knip/bin/knip.js'), '--no-progress')],
  ['generated files', inNode(join(root, 'tools/generate/main.mjs'), '--check')],
  ...Object.entries(findings).map(([name, check]) => [name, repositoryCheck(check)]),
];

const failed = [];
for (const [name, step] of steps) {
  const started = performance.now();
  const code = await step.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) failed.push(name);
  if (isStopping()) break;
}
console.log(failed.length === 0 ? 'verified' : `not verified: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
