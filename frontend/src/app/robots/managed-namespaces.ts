import { computed, inject, type Signal } from '@angular/core';
import { listNamespaces, type NamespaceView, readNamespace } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { ownedOnes } from '../namespaces/split-found';

const PAGE = 200;

/** Namespaces that the person may run; also the wanted one, should it be further on in the list. */
export function managedNamespaces(wanted: Signal<string | undefined>): Signal<readonly NamespaceView[] | undefined> {
  const client = inject(ConsoleClient);
  const all = client.read(listNamespaces, () => ({ query: { limit: PAGE } }));
  const one = client.read(readNamespace, () => {
    const id = wanted();
    return id === undefined ? undefined : { params: { id } };
  });
  return computed(() => {
    const page = all.value();
    if (page === undefined) return undefined;
    const named = one.value();
    const found = [...(named === undefined ? [] : [named]), ...ownedOnes(page.items)];
    return [...new Map(found.map((namespace) => [namespace.id, namespace])).values()].filter(
      ({ manageable }) => manageable,
    );
  });
}
