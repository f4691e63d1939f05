import type { RemovalForecast } from '@spectacles/contracts';
import { namespaceName } from '../namespaces/namespace-name';

/** What somebody owns: with the registry, where there are several. */
export function ownedWords(owned: RemovalForecast['owned']): string {
  const inSeveral = new Set(owned.map(({ registryName }) => registryName)).size > 1;
  return owned
    .map(({ path, registryName }) => (inSeveral ? `${namespaceName(path)} (${registryName})` : namespaceName(path)))
    .join(', ');
}
