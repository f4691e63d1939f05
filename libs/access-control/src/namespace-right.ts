import { isAdministrator, isLimited, partyOf, troubleWith, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { grantedVerbs } from './decision.js';
import type { Party } from './policy-entries.js';
import { parentPathOf } from './repository-name.js';
import { EVERYTHING, MANAGE, rightOfMask, type Right, type VerbMask } from './right.js';
import { verbsByEntries } from './settlement.js';

/** A repository that nobody can make: only what is said about every name directly in a namespace concerns it. */
export function anyNameIn(path: string): string {
  return path === '' ? ':' : `${path}/:`;
}

/** What the caller may do to every repository directly in the namespace path, unless something nearer says otherwise. */
export function namespaceVerbs(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  path: string,
): VerbMask {
  return grantedVerbs(policy, principal, registryId, { kind: 'repository', name: anyNameIn(path), verbs: EVERYTHING });
}

/** The same as a right; NONE where the verbs are less than READ, though browsing may be among them. */
export function namespaceRight(policy: CompiledPolicy, principal: Principal, registryId: string, path: string): Right {
  return rightOfMask(namespaceVerbs(policy, principal, registryId, path));
}

/**
 * Whether the caller may change a namespace and who has which right in it: an administrator; an owner, a manager, or
 * whoever an entry lets manage, there or in a namespace above. A credential with limits never may.
 */
export function canManageNamespace(policy: CompiledPolicy, principal: Principal, namespaceId: string): boolean {
  const namespace = policy.namespace(namespaceId);
  const party = partyOf(policy, principal);
  if (namespace === null || party === null || troubleWith(policy, principal, party) !== null) return false;
  if (isLimited(policy, principal, party)) return false;
  if (isAdministrator(party)) return true;
  for (let path: string | null = namespace.path; path !== null; path = parentPathOf(path)) {
    if (managesAt(policy, party, namespace.registryId, path)) return true;
  }
  return false;
}

function managesAt(policy: CompiledPolicy, party: Party, registryId: string, path: string): boolean {
  const registry = policy.registryEntry(registryId);
  const level = registry?.namespaces.get(path);
  if (!registry?.state || level === undefined) return false;
  const { owner } = level;
  if (owner !== null && (owner === party || (owner.state !== null && party.groups.includes(owner)))) return true;
  if (party.memberships.some(({ place, role }) => place === level && role === 'manager')) return true;
  return (verbsByEntries(registry, party, anyNameIn(path)) & MANAGE) !== 0;
}

/** Whether the caller may change who is in a group: an administrator, or one of its managers. */
export function canManageGroup(policy: CompiledPolicy, principal: Principal, groupId: string): boolean {
  const party = partyOf(policy, principal);
  const group = policy.party('group', groupId);
  if (party === null || group?.state == null || troubleWith(policy, principal, party) !== null) return false;
  if (isLimited(policy, principal, party)) return false;
  if (isAdministrator(party)) return true;
  return party.memberships.some(({ place, role }) => place === group && role === 'manager');
}
