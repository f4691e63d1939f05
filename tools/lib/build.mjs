import { nx, productNode } from './node.mjs';
import { need } from './run.mjs';

/** What is built: everything that runs on Node in one pass of the compiler, and the console. */
export const BUILD = ['run-many', '-t', 'compile', 'build', '--projects=spectacles,@spectacles/console'];

/** Builds the product; what did not change comes from the cache. Types are checked by `npm run verify`. */
export function build() {
  return need(productNode(), [nx, ...BUILD, '--outputStyle=static'], {
    output: 'stderr',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
}
