/**
 * From the answer of a change to the first token that obeys it: in the whole in one process, or on both of two token
 * servers over NATS.
 *
 *   npm run bench:in-force -- [--over=process|nats] [--changes=500] [--results=bench/results/in-force.json]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { House, PROGRAM, SERVICE } from '../standalone/house.mjs';
import { DistributedHouse } from './distributed-house.mjs';

const { values: options } = parseArgs({
  options: {
    over: { type: 'string', default: 'process' },
    changes: { type: 'string', default: '500' },
    results: { type: 'string' },
  },
});

/** What a token of a stranger for the repository allows. */
async function allowed(door) {
  const response = await fetch(`${door}/token?service=${SERVICE}&scope=repository:team/app:pull`);
  const { token } = await response.json();
  const { access } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  return access.length > 0;
}

/** Asks one door for tokens until one obeys; answers how many were asked for. */
async function untilObeyed(door, wanted) {
  let asked = 1;
  while ((await allowed(door)) !== wanted) asked += 1;
  return asked;
}

/** Changes the right back and forth, and asks for tokens until one obeys. */
async function measure(house, changes) {
  const { administrator, registry } = await house.setUp();
  const doors = house.doors ?? [house.url];
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
    const asked = await Promise.all(doors.map((door) => untilObeyed(door, right === 'READ')));
    milliseconds.push(performance.now() - answeredAt);
    if (asked.some((count) => count > 1)) behind += 1;
  }
  return { milliseconds: milliseconds.toSorted((first, second) => first - second), behind };
}

if (!existsSync(PROGRAM)) {
  process.stderr.write('The program is not built: run "npm run build" first.\n');
  process.exit(1);
}
const overNats = options.over === 'nats';
const standard = overNats ? 'bench/results/in-force-nats.json' : 'bench/results/in-force.json';
const house = await (overNats ? DistributedHouse : House).make();
try {
  const { milliseconds, behind } = await measure(house, Number(options.changes));
  const at = (share) => Number(milliseconds[Math.ceil(milliseconds.length * share) - 1].toFixed(2));
  const results = {
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    over: options.over,
    changes: milliseconds.length,
    /** Changes that the first token asked for afterwards did not obey yet. */
    behind,
    toObeyingTokenMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
  };
  const file = resolve(fileURLToPath(new URL('../..', import.meta.url)), options.results ?? standard);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
} finally {
  await house.remove();
}
