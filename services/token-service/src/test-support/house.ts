import type { GrantState, NamespaceState, PolicyState, RegistryState, UserState } from '@spectacles/contracts';
import { createLogger, Health, Metrics, parseSecretKeys, Sealer } from '@spectacles/platform';
import { ManualClock, TemporaryDirectory } from '@spectacles/testing';
import { decodeJwt, type JWTPayload } from 'jose';

import { readSigningKey } from '../signing-key-file.js';
import { loadTokenConfig } from '../token-config.js';
import { listenAtTokenDoor } from '../token-listener.js';
import type { SpoolDisk } from '../spool/spool-disk.js';
import { TokenParts } from '../token-parts.js';
import { InMemoryIdentity } from './in-memory-identity.js';
import { InMemoryPolicy } from './in-memory-policy.js';

/** An id that a test can recognize. */
export const idOf = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const aUser = (number: number, username: string, changes: Partial<UserState> = {}): UserState => ({
  kind: 'user',
  id: idOf(number),
  username,
  administrator: false,
  status: 'active',
  credentialVersion: 1,
  labels: {},
  refreshRevokedBelow: 0,
  ...changes,
});

export const aRegistry = (number: number, service: string, changes: Partial<RegistryState> = {}): RegistryState => ({
  kind: 'registry',
  id: idOf(number),
  name: service,
  url: 'http://registry.test',
  publicHost: 'registry.test',
  service,
  issuer: 'Auth service',
  registryKind: 'distribution-3',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  personalNamespaces: false,
  ...changes,
});

export const aNamespace = (
  number: number,
  registry: RegistryState,
  path: string,
  owner: UserState,
): NamespaceState => ({
  kind: 'namespace',
  id: idOf(number),
  registryId: registry.id,
  path,
  owner: { kind: 'user', id: owner.id },
});

const aGrant = (
  number: number,
  namespace: NamespaceState,
  principal: GrantState['principal'],
  right: GrantState['right'],
): GrantState => ({
  kind: 'grant',
  id: idOf(number),
  registryId: namespace.registryId,
  namespaceId: namespace.id,
  principal,
  right,
  verbs: null,
  pattern: null,
});

const admin = aUser(1, 'admin', { administrator: true });
export const alice = aUser(2, 'alice');
const bob = aUser(3, 'bob');
export const dora = aUser(4, 'dora', { status: 'disabled' });
export const regA = aRegistry(11, 'reg-a');
const regB = aRegistry(12, 'reg-b');
export const zot = aRegistry(13, 'zot-a', { registryKind: 'zot' });
const team = aNamespace(21, regA, 'team', admin);
const open = aNamespace(22, regA, 'public', admin);
const secret = aNamespace(23, regA, 'secret', admin);

/** Three registries; alice may push team/*, bob pull it, anybody pull public/*, and secret/* is the administrator's. */
export const standardPolicy: readonly PolicyState[] = [
  ...[admin, alice, bob, dora, regA, regB, zot, team, open, secret],
  aGrant(31, team, { kind: 'user', id: alice.id }, 'WRITE'),
  aGrant(32, team, { kind: 'user', id: bob.id }, 'READ'),
  aGrant(33, open, { kind: 'anonymous' }, 'READ'),
];

/** Seals what a house stores; another house of the same installation opens it. */
const theSealer = new Sealer(parseSecretKeys('a'.repeat(64)));

export interface HouseOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly policy?: readonly PolicyState[];
  /** A key ring that another instance already made. */
  readonly ring?: readonly PolicyState[];
  readonly disk?: SpoolDisk;
}

/** What the token endpoint answered, and what the token says. */
export interface TokenReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly claims: (JWTPayload & { readonly access?: unknown }) | null;
}

export const basic = (username: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

async function readReply(response: Response): Promise<TokenReply> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  const { token } = body;
  return {
    status: response.status,
    headers: response.headers,
    body,
    claims: typeof token === 'string' ? decodeJwt(token) : null,
  };
}

function assemble(
  directory: TemporaryDirectory,
  { env = {}, policy: states = standardPolicy, ring = [], disk }: HouseOptions,
) {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'token-service',
    level: 'trace',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const clock = new ManualClock(new Date());
  const policy = new InMemoryPolicy();
  const identity = new InMemoryIdentity(policy);
  const context = { clock, logger, health: new Health(), metrics: new Metrics(), sealer: theSealer };
  const config = loadTokenConfig({ PORT: '0', DATA_DIR: directory.path, ...env });
  const configured = readSigningKey(config, clock.now());
  const parts = new TokenParts({
    ...{ config, configured, context, source: policy, messages: identity },
    ...(disk === undefined ? {} : { disk }),
  });
  policy.put(...states, ...ring);
  for (const name of ['admin', 'alice', 'bob', 'dora']) identity.passwords.set(name, passwordOf(name));
  return { ...context, lines, policy, identity, parts, config };
}

/** The password of a fixture's user. */
export const passwordOf = (username: string): string => `correct horse of ${username}`;

/** A token door on a port of its own, with real keys and signatures, and an identity-service in memory. */
export async function openHouse(options: HouseOptions = {}) {
  const directory = new TemporaryDirectory();
  const house = assemble(directory, options);
  house.parts.start();
  await house.parts.keeper.tend();
  const listener = await listenAtTokenDoor(house.parts.door, house.config);
  const url = `http://127.0.0.1:${String(listener.port)}`;
  return {
    ...house,
    url,
    ask: async (query: string, headers: Record<string, string> = {}) =>
      readReply(await fetch(`${url}/token?${query}`, { headers })),
    post: async (form: string, headers: Record<string, string> = {}) => readReply(await postForm(url, form, headers)),
    close: async () => {
      await listener.close();
      await house.parts.stop();
      directory.remove();
    },
    /** What was recorded so far, as the catalog has it. */
    recorded: async () => {
      house.parts.records.recorder.tellCounts();
      await house.parts.records.handOverNow();
      return house.identity.decisions();
    },
  };
}

/** An open house. */
export type House = Awaited<ReturnType<typeof openHouse>>;

const postForm = (url: string, body: string, headers: Record<string, string>) =>
  fetch(`${url}/token`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
