import type {
  CredentialState,
  GrantState,
  GroupMemberState,
  NamespaceMemberState,
  NamespaceState,
  PolicyState,
  UserState,
} from '@spectacles/access-control';
import { isUserName } from '@spectacles/access-control';

/**
 * The kinds of rows of which a policy has hundreds of thousands, checked by hand: the schema of the contracts says the same
 * in ten times the time, as a test makes sure. What is exactly as it should be is taken as it is, without a copy. The rest
 * is null here, and is left to the schema, which knows the defaults of older rows and says what is wrong.
 */
export function readOftenSeen(kind: string, state: unknown): PolicyState | null {
  if (!isRecord(state) || state['kind'] !== kind) return null;
  switch (kind) {
    case 'grant':
      return isGrant(state) ? state : null;
    case 'group-member':
      return isGroupMember(state) ? state : null;
    case 'namespace-member':
      return isNamespaceMember(state) ? state : null;
    case 'namespace':
      return isNamespace(state) ? state : null;
    case 'user':
      return isUser(state) ? state : null;
    case 'credential':
      return isCredential(state) ? state : null;
    default:
      return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;
type Read<T> = Fields & T;

/** Like `z.uuid()`: any version and variant of RFC 9562, but for the two special ones. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const principalKinds = new Set(['user', 'group', 'robot']);
const generalKinds = new Set(['members', 'everyone', 'anonymous']);
const rightNames = new Set(['NONE', 'READ', 'WRITE', 'FULL']);

/** Exact verbs and patterns are seldom; the schema knows them. */
function isGrant(fields: Fields): fields is Read<GrantState> {
  const { id, registryId, namespaceId, principal, right, verbs, pattern } = fields;
  return (
    hasFields(fields, 8) &&
    isId(id) &&
    isId(registryId) &&
    (namespaceId === null || isId(namespaceId)) &&
    isPrincipal(principal) &&
    typeof right === 'string' &&
    rightNames.has(right) &&
    verbs === null &&
    pattern === null
  );
}

function isGroupMember(fields: Fields): fields is Read<GroupMemberState> {
  const { id, groupId, userId, role } = fields;
  return hasFields(fields, 5) && isId(id) && isId(groupId) && isId(userId) && isRole(role);
}

function isNamespaceMember(fields: Fields): fields is Read<NamespaceMemberState> {
  const { id, namespaceId, userId, role } = fields;
  return hasFields(fields, 5) && isId(id) && isId(namespaceId) && isId(userId) && isRole(role);
}

function isNamespace(fields: Fields): fields is Read<NamespaceState> {
  const { id, registryId, path, owner } = fields;
  return hasFields(fields, 5) && isId(id) && isId(registryId) && typeof path === 'string' && isOwner(owner, 'group');
}

/** Labels are seldom. */
function isUser(fields: Fields): fields is Read<UserState> {
  const { id, username, administrator, status, credentialVersion, labels, refreshRevokedBelow } = fields;
  return (
    hasFields(fields, 8) &&
    isId(id) &&
    typeof username === 'string' &&
    isUserName(username) &&
    typeof administrator === 'boolean' &&
    (status === 'active' || status === 'disabled') &&
    isCount(credentialVersion) &&
    isRecord(labels) &&
    hasFields(labels, 0) &&
    isCount(refreshRevokedBelow)
  );
}

/** Those without limits to names or addresses. */
function isCredential(fields: Fields): fields is Read<CredentialState> {
  const { id, name, owner, secretHash, scopes, expiresAt, addressRanges } = fields;
  return (
    hasFields(fields, 8) &&
    isId(id) &&
    typeof name === 'string' &&
    isOwner(owner, 'robot') &&
    typeof secretHash === 'string' &&
    secretHash.length === 64 &&
    scopes === null &&
    (expiresAt === null || isTime(expiresAt)) &&
    Array.isArray(addressRanges) &&
    addressRanges.length === 0
  );
}

function isPrincipal(value: unknown): boolean {
  if (!isRecord(value) || typeof value['kind'] !== 'string') return false;
  if (generalKinds.has(value['kind'])) return hasFields(value, 1);
  return principalKinds.has(value['kind']) && hasFields(value, 2) && isId(value['id']);
}

function isOwner(value: unknown, other: 'group' | 'robot'): boolean {
  return (
    isRecord(value) && hasFields(value, 2) && (value['kind'] === 'user' || value['kind'] === other) && isId(value['id'])
  );
}

function isRole(value: unknown): boolean {
  return value === 'member' || value === 'manager';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** A time just as this program writes it. */
function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 24) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** That there are no others than those that were asked for, each of which is there. */
function hasFields(fields: Fields, count: number): boolean {
  let found = 0;
  for (const _field in fields) found += 1;
  return found === count;
}
