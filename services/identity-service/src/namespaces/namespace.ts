import type { NamespaceMemberState, NamespaceState } from '@spectacles/contracts';
import type { Membership } from '../memberships/membership.js';

/** Who owns a namespace: somebody, or everybody in a group. */
export type NamespaceOwner = NamespaceState['owner'];

/** A part of a registry's names that somebody owns. */
export interface Namespace {
  readonly id: string;
  readonly registryId: string;
  /** `''` is the root: the names without a slash. */
  readonly path: string;
  owner: NamespaceOwner;
  /** Whose first push made it; null where somebody made it by hand. */
  readonly pushedBy: string | null;
  description: string;
  readonly createdAt: Date;
  version: number;
}

/** What decisions need to know of a namespace. */
export function toNamespaceState(namespace: Namespace): NamespaceState {
  return {
    kind: 'namespace',
    id: namespace.id,
    registryId: namespace.registryId,
    path: namespace.path,
    owner: { ...namespace.owner },
  };
}

/** What decisions need to know of a place in a namespace. */
export function toNamespaceMemberState({ id, placeId, userId, role }: Membership): NamespaceMemberState {
  return { kind: 'namespace-member', id, namespaceId: placeId, userId, role };
}

export function isSameOwner(first: NamespaceOwner, second: NamespaceOwner): boolean {
  return first.kind === second.kind && first.id === second.id;
}

/** How the activity log names a namespace. */
export function namespaceObject({ id, path }: Namespace): { kind: 'namespace'; id: string; name: string } {
  return { kind: 'namespace', id, name: path === '' ? 'the root' : path };
}
