import type { CompiledPolicy, Principal } from '@spectacles/access-control';
import type { NamespaceView } from '@spectacles/contracts';
import { isManager, isPublic, ownAccess } from '../permissions/namespace-access.js';
import type { Repositories } from '../store/identity-store.js';
import type { Namespace, NamespaceOwner } from './namespace.js';

/** Who looks at namespaces; `userId` is null for a robot. */
export interface Viewer {
  readonly principal: Principal;
  readonly userId: string | null;
}

type Rows = Pick<Repositories, 'registries' | 'users' | 'groups' | 'namespaceMembers'>;

/** Namespaces as a caller sees them: with names for ids, and with what the caller may do there. */
export async function namespaceViews(
  rows: Rows,
  policy: CompiledPolicy,
  { principal, userId }: Viewer,
  namespaces: readonly Namespace[],
): Promise<NamespaceView[]> {
  const ids = namespaces.map(({ id }) => id);
  const registries = byId(await rows.registries.byIds([...new Set(namespaces.map(({ registryId }) => registryId))]));
  const ownerName = await ownerNames(rows, namespaces);
  const roles = userId === null ? null : await rows.namespaceMembers.rolesIn(ids, userId);
  return namespaces.map((namespace) => ({
    id: namespace.id,
    registryId: namespace.registryId,
    registryName: registries.get(namespace.registryId)?.name ?? '',
    publicHost: registries.get(namespace.registryId)?.publicHost ?? '',
    path: namespace.path,
    owner: { ...namespace.owner, name: ownerName(namespace.owner) },
    description: namespace.description,
    ownAccess: ownAccess(policy, principal, namespace),
    manageable: isManager(policy, principal, namespace),
    ownRole: roles?.get(namespace.id) ?? null,
    public: isPublic(policy, namespace),
    rulesOnly: policy.rules(namespace.registryId).rulesOnly,
    createdAt: namespace.createdAt.toISOString(),
    version: namespace.version,
  }));
}

async function ownerNames(
  { users, groups }: Rows,
  namespaces: readonly Namespace[],
): Promise<(owner: NamespaceOwner) => string> {
  const ids = (kind: NamespaceOwner['kind']) => [
    ...new Set(namespaces.flatMap(({ owner }) => (owner.kind === kind ? [owner.id] : []))),
  ];
  const owningUsers = byId(await users.byIds(ids('user')));
  const owningGroups = byId(await groups.byIds(ids('group')));
  return ({ kind, id }) => (kind === 'user' ? owningUsers.get(id)?.username : owningGroups.get(id)?.name) ?? '';
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
