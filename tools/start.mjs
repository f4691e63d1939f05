// Runs on any Node from 20 on: installs what the lock names, builds what changed, starts the product in one process.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { productNode } from './lib/node.mjs';
import { PRODUCT_FLAGS } from './lib/product-flags.mjs';
import { run } from './lib/run.mjs';

await installDependencies();
await build();
process.exitCode = await run(productNode(), [...PRODUCT_FLAGS, 'services/standalone/dist/main.js']);
