import { computed, inject, type Signal } from '@angular/core';
import { listNamespaces, type NamespaceView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { ownedOnes } from '../namespaces/split-found';

const PAGE = 200;

export interface Place {
  readonly registryId: string;
  readonly repository: string;
}

/** Namespaces above a repository that the person sees, nearest first; the root holds what has no slash. */
function namespacesAbove(namespaces: readonly NamespaceView[], { registryId, repository }: Place) {
  const above = ({ path }: NamespaceView) =>
    path === '' ? !repository.includes('/') : repository.startsWith(`${path}/`);
  return namespaces
    .filter((namespace) => namespace.registryId === registryId && above(namespace))
    .sort((a, b) => b.path.length - a.path.length);
}

/** The namespaces above a repository, as far as the person sees them. */
export function readNamespacesAbove(place: Signal<Place | null>): Signal<readonly NamespaceView[]> {
  const client = inject(ConsoleClient);
  const narrowed = (q: (repository: string) => string) => () => {
    const asked = place();
    if (asked === null) return undefined;
    return { query: { registryId: asked.registryId, q: q(asked.repository), limit: PAGE } };
  };
  // Two narrow questions find the near ones and the top one, however many there are.
  const near = client.read(
    listNamespaces,
    narrowed((repository) => repository.slice(0, Math.max(repository.lastIndexOf('/'), 0))),
  );
  const top = client.read(
    listNamespaces,
    narrowed((repository) => (repository.includes('/') ? (repository.split('/', 1)[0] ?? '') : '')),
  );
  return computed(() => {
    const asked = place();
    if (asked === null) return [];
    const found = ownedOnes([...(near.value()?.items ?? []), ...(top.value()?.items ?? [])]);
    return namespacesAbove([...new Map(found.map((namespace) => [namespace.id, namespace])).values()], asked);
  });
}
