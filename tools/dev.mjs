// Watch mode: the compiler, the console's build and the product, which starts again when what it runs has changed.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { continueOnProductNode, productNode, tool } from './lib/node.mjs';
import { root, run } from './lib/run.mjs';
import { runAgainOnChange } from './lib/watch.mjs';

await installDependencies();
await continueOnProductNode();
await build();

const node = productNode();
const built = ['libs', 'services'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'dist')),
);
const codes = await Promise.all([
  run(node, [tool('typescript/bin/tsc'), '-b', '-w', '--preserveWatchOutput', 'tsconfig.json']),
  // The console of http://localhost:4200 asks the product at its own port; PORT would be the console's as well.
  run(node, [tool('@angular/cli/bin/ng.js'), 'serve'], {
    cwd: join(root, 'frontend'),
    env: { ...process.env, PORT: '4200', PRODUCT_PORT: process.env.PORT ?? '5050' },
  }),
  runAgainOnChange(node, ['--enable-source-maps', 'services/standalone/dist/main.js'], built),
]);
process.exitCode = Math.max(...codes);
