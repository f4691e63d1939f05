import { computed, inject, type Signal } from '@angular/core';
import { listNamespaces, type NamespaceView, readNamespace } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { ownedOnes } from '../namespaces/split-found';

const PAGE = 200;

export interface ManagedNamespaces {
  /** Undefined until the first answer. */
  readonly found: Signal<readonly NamespaceView[] | undefined>;
  /** Whether there are more than one answer holds, so that a part of the name has to be typed. */
  readonly many: Signal<boolean>;
}

/** Namespaces that the person may run, by a part of their path; and always the wanted one. */
export function managedNamespaces(wanted: Signal<string | undefined>, q: Signal<string>): ManagedNamespaces {
  const client = inject(ConsoleClient);
  const listed = client.read(listNamespaces, () => ({ query: { limit: PAGE, ...(q() === '' ? {} : { q: q() }) } }));
  const one = client.read(readNamespace, () => {
    const id = wanted();
    return id === undefined || id === '' ? undefined : { params: { id } };
  });
  const found = computed(() => {
    const page = listed.value();
    if (page === undefined) return undefined;
    const named = one.value();
    const all = [...(named === undefined ? [] : [named]), ...ownedOnes(page.items)];
    return [...new Map(all.map((namespace) => [namespace.id, namespace])).values()].filter(
      ({ manageable }) => manageable,
    );
  });
  const many = computed(() => q() !== '' || typeof listed.value()?.next === 'string');
  return { found, many };
}
