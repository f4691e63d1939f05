import { isAdministrator, isLimited, partyOf, troubleWith, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { canManageNamespace } from './namespace-right.js';
import { Party, type PolicyLevel } from './policy-entries.js';
import type { NamespaceState } from './policy-state.js';
import { MANAGE } from './right.js';

/**
 * The namespaces that `canManageNamespace` lets the caller manage, in no order. Only those are looked at in which, or above
 * which, the caller is the owner or a manager, or some entry that concerns him gives `manage`.
 */
export function managedNamespaces(policy: CompiledPolicy, principal: Principal): readonly NamespaceState[] {
  return [...new Set(managed(policy, principal))];
}

/** Whether there is any of them. */
export function managesAnyNamespace(policy: CompiledPolicy, principal: Principal): boolean {
  return managed(policy, principal).next().done !== true;
}

/** The same one may come more than once. */
function* managed(policy: CompiledPolicy, principal: Principal): Generator<NamespaceState, void> {
  const party = partyOf(policy, principal);
  if (party === null || troubleWith(policy, principal, party) !== null || isLimited(policy, principal, party)) return;
  if (isAdministrator(party)) {
    for (const { id } of policy.registries()) yield* policy.namespacesOf(id);
    return;
  }
  for (const level of certainLevels(party)) yield* namespacesWithin(policy, level);
  for (const level of new Set(giving(policy, party))) {
    for (const namespace of namespacesWithin(policy, level)) {
      if (canManageNamespace(policy, principal, namespace.id)) yield namespace;
    }
  }
}

/** Where the caller is the owner or a manager: what lies there he manages, whatever entries say. */
function* certainLevels(party: Party): Generator<PolicyLevel> {
  for (const owner of alliesOf(party)) yield* owner.owned ?? [];
  for (const { place, role } of party.memberships) if (role === 'manager' && !(place instanceof Party)) yield place;
}

/** Where an entry gives `manage` that may concern the caller: another one may go before it. */
function* giving(policy: CompiledPolicy, party: Party): Generator<PolicyLevel> {
  const { grants } = policy;
  for (const holder of alliesOf(party)) for (const row of holder.managing ?? []) yield grants.levelOf(row);
  for (const place of party.places) if (place.ofMembers.some(({ verbs }) => (verbs & MANAGE) !== 0)) yield place;
  for (const row of grants.managingOfEveryone) yield grants.levelOf(row);
}

/** The caller and his groups. */
function alliesOf(party: Party): ReadonlySet<Party> {
  return new Set([party, ...party.groups.filter(({ state }) => state !== null)]);
}

/** The namespaces at a level and below it; of the defaults of a registry all that it has. */
function namespacesWithin(policy: CompiledPolicy, level: PolicyLevel): readonly NamespaceState[] {
  if (level.namespaceId === null)
    return policy
      .registryEntries()
      .flatMap((registry) => (registry.defaults === level ? policy.namespacesOf(registry.id) : []));
  const { namespace } = level;
  const registry = namespace === null ? null : policy.registryEntry(namespace.registryId);
  if (namespace === null || !registry?.state || registry.namespaces.get(namespace.path) !== level) return [];
  return registry.line
    .within(namespace.path)
    .map((one) => one.namespace)
    .filter((one) => one !== null);
}
