import { computed, inject, type Signal } from '@angular/core';
import { listNamespaces, listRegistries } from '@spectacles/contracts';
import { ConsoleClient } from '../../api/console-client';
import { ownedOnes } from '../../namespaces/split-found';
import { SessionStore } from '../../session/session-store';

const PAGE = 200;

export interface RegistryChoice {
  readonly id: string;
  readonly name: string;
  readonly publicHost: string;
}

/** Registries that the person can name: all of them for administrators, else those of the namespaces that they see. */
export function registryChoices(): Signal<readonly RegistryChoice[]> {
  const client = inject(ConsoleClient);
  const { administrator } = inject(SessionStore);
  const query = { limit: PAGE };
  const all = client.read(listRegistries, () => (administrator() ? { query } : undefined));
  const seen = client.read(listNamespaces, () => (administrator() ? undefined : { query }));
  return computed(() => {
    const registries = all.value()?.items.map(({ id, name, publicHost }) => ({ id, name, publicHost })) ?? [];
    const ofNamespaces = ownedOnes(seen.value()?.items ?? []).map(({ registryId, registryName, publicHost }) => ({
      id: registryId,
      name: registryName,
      publicHost,
    }));
    return [...new Map([...registries, ...ofNamespaces].map((choice) => [choice.id, choice])).values()];
  });
}
