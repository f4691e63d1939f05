/** The policy of the measurement: one registry, 10,000 users with a token each, 5,000 namespaces, ten grants in each. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export const USERS = 10_000;
export const NAMESPACES = 5_000;
export const GRANTS_PER_NAMESPACE = 10;
export const SERVICE = 'bench';

const idOf = (kind, number) => `0190${kind}000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const numbers = (count) => Array.from({ length: count }, (_, index) => index);
const five = (number) => String(number).padStart(5, '0');

export const userName = (number) => `user${five(number)}`;
export const namespacePath = (number) => `project${five(number)}`;
/** Whose `grant`-th entry in a namespace it is: so spread that a user has entries in several namespaces. */
export const granteeOf = (namespace, grant) => (namespace * 7 + grant * 997) % USERS;

const registry = {
  kind: 'registry',
  id: idOf('1', 1),
  name: SERVICE,
  url: 'http://registry.test',
  publicHost: 'registry.test',
  service: SERVICE,
  issuer: 'Auth service',
  registryKind: 'distribution-3',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
};

const users = numbers(USERS).map((number) => ({
  kind: 'user',
  id: idOf('2', number),
  username: userName(number),
  administrator: false,
  status: 'active',
  credentialVersion: 1,
}));

const namespaces = numbers(NAMESPACES).map((number) => ({
  kind: 'namespace',
  id: idOf('3', number),
  registryId: registry.id,
  path: namespacePath(number),
  owner: { kind: 'user', id: idOf('2', 0) },
}));

const grants = numbers(NAMESPACES).flatMap((namespace) =>
  numbers(GRANTS_PER_NAMESPACE).map((grant) => ({
    kind: 'grant',
    id: idOf('4', namespace * GRANTS_PER_NAMESPACE + grant),
    registryId: registry.id,
    namespaceId: idOf('3', namespace),
    principal: { kind: 'user', id: idOf('2', granteeOf(namespace, grant)) },
    right: 'WRITE',
  })),
);

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The personal access token of a user: it looks like one that the console gave out. */
export function tokenOf(username) {
  const text = `spt_${sha256(username)}`;
  return text + crc32(text).toString(36).padStart(7, '0').slice(-6);
}

const credentials = numbers(USERS).map((number) => ({
  kind: 'credential',
  id: idOf('5', number),
  name: 'bench',
  owner: { kind: 'user', id: idOf('2', number) },
  secretHash: sha256(tokenOf(userName(number))),
  scopes: null,
  expiresAt: null,
  addressRanges: [],
}));

export const states = [registry, ...users, ...namespaces, ...grants, ...credentials];
export const userIdOf = (username) => idOf('2', Number(username.slice(4)));
