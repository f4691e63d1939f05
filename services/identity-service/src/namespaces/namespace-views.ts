import type { CompiledPolicy } from '@spectacles/access-control';
import type { NamespaceView } from '@spectacles/contracts';
import { isManager, isPublic, ownAccess } from '../permissions/namespace-access.js';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import type { Namespace } from './namespace.js';

/** Namespaces as a caller sees them: with names for ids, and with what the caller may do there. */
export async function namespaceViews(
  repositories: Pick<Repositories, 'registries' | 'users'>,
  policy: CompiledPolicy,
  caller: User,
  namespaces: readonly Namespace[],
): Promise<NamespaceView[]> {
  const registries = byId(await repositories.registries.byIds(distinct(namespaces, 'registryId')));
  const users = byId(await repositories.users.byIds(distinct(namespaces, 'ownerId')));
  return namespaces.map((namespace) => ({
    id: namespace.id,
    registryId: namespace.registryId,
    registryName: registries.get(namespace.registryId)?.name ?? '',
    publicHost: registries.get(namespace.registryId)?.publicHost ?? '',
    path: namespace.path,
    owner: { kind: 'user', id: namespace.ownerId, name: users.get(namespace.ownerId)?.username ?? '' },
    description: namespace.description,
    ownAccess: ownAccess(policy, caller, namespace),
    manageable: isManager(caller, namespace),
    public: isPublic(policy, namespace),
    createdAt: namespace.createdAt.toISOString(),
    version: namespace.version,
  }));
}

function distinct(namespaces: readonly Namespace[], field: 'registryId' | 'ownerId'): string[] {
  return [...new Set(namespaces.map((namespace) => namespace[field]))];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
