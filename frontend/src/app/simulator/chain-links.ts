import type { ExplainStep, NamespaceView } from '@spectacles/contracts';
import type { AskedPrincipal } from './question';

export interface ChainPlace {
  readonly registryId: string | null;
  readonly namespaces: readonly Pick<NamespaceView, 'id' | 'path' | 'manageable'>[];
  readonly principal: AskedPrincipal;
  readonly administrator: boolean;
}

/** Where a step is changed, for those who may; null where nothing can be changed, or not by them. */
export function editLink(step: Pick<ExplainStep, 'kind' | 'id' | 'level'>, place: ChainPlace): string | null {
  switch (step.kind) {
    case 'rule':
      return ofRegistry(place, 'rules');
    case 'named':
    case 'general':
    case 'anonymous':
      return step.level === undefined ? ofRegistry(place, 'access') : ofNamespace(place, step.level);
    case 'limit':
      return ofLimit(step, place);
    case 'status':
    case 'administrator':
      return place.administrator && place.principal.kind === 'user' && place.principal.id !== null
        ? `/users/${place.principal.id}`
        : null;
    case 'default':
      return null;
  }
}

function ofRegistry({ registryId, administrator }: ChainPlace, page: string): string | null {
  return registryId === null || !administrator ? null : `/registries/${registryId}/${page}`;
}

function ofNamespace({ namespaces }: ChainPlace, path: string): string | null {
  const namespace = namespaces.find((one) => one.path === path);
  if (namespace === undefined) return null;
  return namespace.manageable ? `/namespaces/${namespace.id}/access` : `/namespaces/${namespace.id}`;
}

function ofLimit({ id }: Pick<ExplainStep, 'id'>, { principal }: ChainPlace): string | null {
  if (principal.kind === 'robot' && principal.id === id) return `/robots/${principal.id}`;
  return null;
}
