import { need } from './run.mjs';
import { nx, productNode } from './node.mjs';

/** Builds the named projects (all without a name) with what they rest on; what did not change comes from the cache. */
export function build(...projects) {
  const some = projects.length === 0 ? [] : [`--projects=${projects.join(',')}`];
  return need(productNode(), [nx, 'run-many', '-t', 'build', '--outputStyle=static', ...some], {
    output: 'stderr',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
}
