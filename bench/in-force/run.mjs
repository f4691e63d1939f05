/**
 * From the answer of a change to the first token that obeys it, in the whole in one process.
 *
 *   npm run bench:in-force -- [--changes=500] [--results=bench/results/in-force.json]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { House, PROGRAM, SERVICE } from '../standalone/house.mjs';

const { values: options } = parseArgs({
  options: {
    changes: { type: 'string', default: '500' },
    results: { type: 'string', default: 'bench/results/in-force.json' },
  },
});

/** What a token of a stranger for the repository allows. */
async function allowed(house) {
  const response = await fetch(`${house.url}/token?service=${SERVICE}&scope=repository:team/app:pull`);
  const { token } = await response.json();
  const { access } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  return access.length > 0;
}

/** Changes the right back and forth, and asks for tokens until one obeys. */
async function measure(house, changes) {
  const { administrator, registry } = await house.setUp();
  const { user } = await administrator.call('GET', '/session');
  const owner = { kind: 'user', id: user.id };
  const namespace = await administrator.call('POST', '/namespaces', { registryId: registry.id, path: 'team', owner });
  const grants = `/namespaces/${namespace.id}/grants`;
  const grant = await administrator.call('POST', grants, { principal: { kind: 'anonymous' }, right: 'NONE' });
  const milliseconds = [];
  let behind = 0;
  for (let change = 0; change < changes; change += 1) {
    const right = change % 2 === 0 ? 'READ' : 'NONE';
    await administrator.call('PATCH', `${grants}/${grant.id}`, { right });
    const answeredAt = performance.now();
    let asked = 1;
    while ((await allowed(house)) !== (right === 'READ')) asked += 1;
    milliseconds.push(performance.now() - answeredAt);
    if (asked > 1) behind += 1;
  }
  return { milliseconds: milliseconds.toSorted((first, second) => first - second), behind };
}

if (!existsSync(PROGRAM)) {
  process.stderr.write('The program is not built: run "npm run build" first.\n');
  process.exit(1);
}
const house = await House.make();
try {
  const { milliseconds, behind } = await measure(house, Number(options.changes));
  const at = (share) => Number(milliseconds[Math.ceil(milliseconds.length * share) - 1].toFixed(2));
  const results = {
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    changes: milliseconds.length,
    /** Changes that the first token asked for afterwards did not obey yet. */
    behind,
    toObeyingTokenMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
  };
  const file = resolve(fileURLToPath(new URL('../..', import.meta.url)), options.results);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
} finally {
  await house.remove();
}
