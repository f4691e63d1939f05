import type { NamespaceState } from '@spectacles/contracts';

/** A part of a registry's names that somebody owns. */
export interface Namespace {
  readonly id: string;
  readonly registryId: string;
  /** `''` is the root: the names without a slash. */
  readonly path: string;
  ownerId: string;
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
    owner: { kind: 'user', id: namespace.ownerId },
  };
}
