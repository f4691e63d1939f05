/**
 * Stands for identity-service on the bus: the policy, the key ring, and a password check that costs nothing here, but for
 * wrong ones: they cost what identity-service pays for them, and like there at a low priority. And for catalog-service,
 * which takes the decisions that are handed over.
 */
import 'reflect-metadata';
import { argon2, randomBytes } from 'node:crypto';
import { setPriority } from 'node:os';
import { promisify } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { states, userIdOf } from './policy.mjs';

const built = (path) => import(new URL(`../../${path}/dist/index.js`, import.meta.url).href);
const { NatsBus, HandleRequest, RemoteError, startMicroservice, createLogger } = await built('libs/platform');
const contracts = await built('libs/contracts');
const { Controller, Module } = await import('@nestjs/common');

const BASE = 1;
/** What came after the snapshot: each entry is one commit of the key ring. */
const commits = [];
const cursorAt = (n) => ({ n, id: `commit-${n}` });
const head = () => cursorAt(BASE + commits.length);
const rowOf = (state) => ({ kind: state.kind, key: state.id, state: JSON.stringify(state) });

const hash = promisify(argon2);
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
setPriority(15);

class OwnerMessages {
  read({ after }) {
    if (after === null) return { outcome: 'snapshot', head: head() };
    const rows = commits.slice(after.n - BASE).flatMap((keys, index) => {
      const cursor = cursorAt(after.n + index + 1);
      return keys.map((key, position) => ({ ...cursor, ...rowOf(key), last: position === keys.length - 1 }));
    });
    return { outcome: 'rows', rows, head: head() };
  }

  snapshot({ from, limit }) {
    const start = from === null ? 0 : Number(from.after);
    const all = [...states, ...commits.flat()];
    const next = start + limit < all.length ? { kind: 'any', after: String(start + limit) } : null;
    return { rows: all.slice(start, start + limit).map(rowOf), next };
  }

  async verify({ username, password }) {
    if (password.startsWith('wrong ')) {
      await hash('argon2id', { message: password, nonce: randomBytes(16), ...COST });
      throw new RemoteError({ code: 'INVALID_CREDENTIALS', status: 401, message: 'Wrong.' });
    }
    return { userId: userIdOf(username), credentialVersion: 1, policyVersion: BASE + commits.length };
  }

  put({ keys }) {
    commits.push(keys);
    return { policyVersion: BASE + commits.length };
  }
}

/** How far the record of each spool was taken. */
const taken = new Map();

class TokenLogMessages {
  position({ spool }) {
    return { last: taken.get(spool) ?? 0 };
  }

  append({ spool, first, lines }) {
    const last = first + brotliDecompressSync(Buffer.from(lines, 'base64')).toString('latin1').split('\n').length - 1;
    taken.set(spool, last);
    return { last };
  }
}

// What the decorators of a controller do, spelled out: this file is run as it is.
function answer(controller, handlers) {
  for (const [method, contract] of Object.entries(handlers)) {
    const descriptor = Object.getOwnPropertyDescriptor(controller.prototype, method);
    HandleRequest(contract)(controller.prototype, method, descriptor);
  }
  Controller()(controller);
  class Owner {}
  Module({ controllers: [controller] })(Owner);
  return Owner;
}
const { ReadPolicyLog, ReadPolicySnapshot, VerifyCredentials, PutKeyRing, ReadSpoolPosition, AppendDecisions } =
  contracts;
const identity = answer(OwnerMessages, {
  read: ReadPolicyLog,
  snapshot: ReadPolicySnapshot,
  verify: VerifyCredentials,
  put: PutKeyRing,
});
const catalog = answer(TokenLogMessages, { position: ReadSpoolPosition, append: AppendDecisions });

const bus = new NatsBus({ url: process.env.NATS_URL, name: 'identity-service' });
await bus.connect();
const logger = createLogger({ service: 'owner', level: 'warn' });
await startMicroservice(identity, { bus, queue: 'identity-service', logger });
await startMicroservice(catalog, { bus, queue: 'catalog-service', logger });
process.send('ready');
