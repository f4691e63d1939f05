import type { AccessLine } from '@spectacles/contracts';
import { namespaceName } from '../namespaces/namespace-name';

/** Where a line of a reverse view holds; without a namespace it is a default of the whole registry. */
export function placeWords({ namespaceId, path }: Pick<AccessLine, 'namespaceId' | 'path'>): string {
  return namespaceId === null && path === '' ? 'everywhere in the registry' : namespaceName(path);
}

/** The server speaks of "the caller"; in a line about somebody else that is them. */
export function toThem(sentence: string): string {
  return sentence
    .replace(/^The caller is\b/, 'Is')
    .replaceAll(/\bthe caller\b/g, 'them')
    .replace(/\.$/, '');
}
