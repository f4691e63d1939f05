// Watch mode: the compiler, the console's build and the product, which starts again when what it runs has changed.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { continueOnProductNode, productNode, tool } from './lib/node.mjs';
import { root, run } from './lib/run.mjs';

await installDependencies();
await continueOnProductNode();
await build();

const node = productNode();
const codes = await Promise.all([
  run(node, [tool('typescript/bin/tsc'), '-b', '-w', '--preserveWatchOutput', 'tsconfig.json']),
  // The console of http://localhost:4200 asks the product at its own port.
  run(node, [tool('@angular/cli/bin/ng.js'), 'serve'], { cwd: `${root}/frontend` }),
  run(node, ['--watch', '--watch-preserve-output', '--enable-source-maps', 'services/standalone/dist/main.js']),
]);
process.exitCode = Math.max(...codes);
