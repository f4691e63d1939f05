import type { FoundNamespace, NamespaceView } from '@spectacles/contracts';

type Listed = NamespaceView | FoundNamespace;

/** The list route answers two kinds of things; a page asks for one of them. */
export function ownedOnes(items: readonly Listed[]): NamespaceView[] {
  return items.filter((item): item is NamespaceView => 'id' in item);
}

export function foundOnes(items: readonly Listed[]): FoundNamespace[] {
  return items.filter((item): item is FoundNamespace => !('id' in item));
}
