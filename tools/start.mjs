// Runs on any Node from 20 on: installs what the lock names, builds what changed, starts the product in one process.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { productNode } from './lib/node.mjs';
import { run } from './lib/run.mjs';

await installDependencies();
await build();
// With the standard young generation Node keeps some 20 MB more after the start, for nothing that tokens need.
process.exitCode = await run(productNode(), ['--max-semi-space-size=4', 'services/standalone/dist/main.js']);
