import type { Namespace, NamespaceOwner } from './namespace.js';

/** Which page of namespaces: by path, then by id, since two registries may have the same path. */
export interface NamespacePage {
  readonly after: { readonly path: string; readonly id: string } | null;
  readonly limit: number;
  readonly search: string | null;
  readonly registryId: string | null;
}

/** A path below which first pushes make namespaces; `''` is the top. */
export interface PushPlace {
  readonly registryId: string;
  readonly prefix: string;
}

/** Where namespaces are kept. */
export abstract class NamespaceRepository {
  abstract byId(id: string): Promise<Namespace | null>;
  abstract byIds(ids: readonly string[]): Promise<Namespace[]>;
  abstract byPath(registryId: string, path: string): Promise<Namespace | null>;
  abstract save(namespace: Namespace): Promise<void>;
  abstract remove(id: string): Promise<void>;
  abstract page(page: NamespacePage): Promise<Namespace[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Namespace[]>;
  /** Sorted by path. */
  abstract ownedBy(owner: NamespaceOwner, limit: number): Promise<Namespace[]>;
  /** Whether somebody else, or a group, owns a namespace below a path. */
  abstract othersBelow(place: { readonly registryId: string; readonly path: string }, userId: string): Promise<boolean>;
  abstract existsIn(registryId: string): Promise<boolean>;
  /** How many namespaces directly below a path somebody's first pushes made; that of the person's own name does not count. */
  abstract countPushedBy(user: { readonly id: string; readonly username: string }, place: PushPlace): Promise<number>;
}
