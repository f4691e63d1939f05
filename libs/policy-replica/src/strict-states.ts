import type { GrantState, GroupMemberState, NamespaceState, PolicyState } from '@spectacles/access-control';

/**
 * The kinds of rows of which a policy has hundreds of thousands, read by hand: the schema of the contracts says the same
 * in ten times the time, as a test makes sure. Whatever is not exactly as it should be is null here, and is left to the
 * schema, which knows the defaults of older rows and says what is wrong.
 */
export function readOftenSeen(kind: string, state: unknown): PolicyState | null {
  if (!isRecord(state)) return null;
  switch (kind) {
    case 'grant':
      return readGrant(state);
    case 'group-member':
      return readGroupMember(state);
    case 'namespace':
      return readNamespace(state);
    default:
      return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Like `z.uuid()`: any version and variant of RFC 9562, and the two special ones. */
const uuid = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/i;

const principalKinds = new Set(['user', 'group', 'robot']);
const generalKinds = new Set(['members', 'everyone', 'anonymous']);
const rightNames = new Set(['NONE', 'READ', 'WRITE', 'FULL']);

function readGrant(fields: Fields): GrantState | null {
  const { kind, id, registryId, namespaceId, principal, right, verbs, pattern } = fields;
  if (kind !== 'grant' || !hasFields(fields, 8) || !isId(id) || !isId(registryId)) return null;
  if (namespaceId !== null && !isId(namespaceId)) return null;
  // Exact verbs and patterns are seldom; the schema knows them.
  if (!isPrincipal(principal) || !isRight(right) || verbs !== null || pattern !== null) return null;
  return { kind, id, registryId, namespaceId, principal, right, verbs, pattern };
}

function readGroupMember(fields: Fields): GroupMemberState | null {
  const { kind, id, groupId, userId, role } = fields;
  if (kind !== 'group-member' || !hasFields(fields, 5) || !isId(id) || !isId(groupId) || !isId(userId)) return null;
  return role === 'member' || role === 'manager' ? { kind, id, groupId, userId, role } : null;
}

function readNamespace(fields: Fields): NamespaceState | null {
  const { kind, id, registryId, path, owner } = fields;
  if (kind !== 'namespace' || !hasFields(fields, 5) || !isId(id) || !isId(registryId)) return null;
  if (typeof path !== 'string' || !isRecord(owner) || !hasFields(owner, 2) || !isId(owner['id'])) return null;
  const ownerKind = owner['kind'];
  if (ownerKind !== 'user' && ownerKind !== 'group') return null;
  return { kind, id, registryId, path, owner: { kind: ownerKind, id: owner['id'] } };
}

function isPrincipal(value: unknown): value is GrantState['principal'] {
  if (!isRecord(value) || typeof value['kind'] !== 'string') return false;
  if (generalKinds.has(value['kind'])) return hasFields(value, 1);
  return principalKinds.has(value['kind']) && hasFields(value, 2) && isId(value['id']);
}

function isRight(value: unknown): value is GrantState['right'] {
  return typeof value === 'string' && rightNames.has(value);
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
