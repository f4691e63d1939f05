import type { CompiledPolicy } from '@spectacles/access-control';
import type { AccessLine } from '@spectacles/contracts';
import { type Grant, verbsOfGrant } from '../grants/grant.js';
import { heldAccess, type HeldPlace, principalFor } from './held-access.js';

/** Somebody, and the entries that name them or a group of theirs. */
export interface AskedPerson {
  readonly policy: CompiledPolicy;
  readonly principal: { readonly kind: 'user' | 'group' | 'robot'; readonly id: string; readonly name: string };
  readonly grants: readonly Grant[];
  readonly at: number;
}

/** The places of the installation, in the order of a list: by registry, then by path; a registry's defaults go first. */
export function placesOf(policy: CompiledPolicy): (HeldPlace & { readonly key: readonly string[] })[] {
  const places = policy.registries().flatMap((registry) => [
    { registryId: registry.id, namespaceId: null, path: '', key: [registry.name, '', ''] },
    ...policy.namespacesOf(registry.id).map(({ id, path }) => ({
      ...{ registryId: registry.id, namespaceId: id, path },
      key: [registry.name, path, id],
    })),
  ]);
  return places.toSorted((one, two) => compareKeys(one.key, two.key));
}

/** What somebody holds in a place, with the entries on patterns in it. */
export function linesAt({ policy, principal, grants, at }: AskedPerson, place: HeldPlace): AccessLine[] {
  const registryName = policy.registry(place.registryId)?.name ?? '';
  const common = {
    principal,
    registryId: place.registryId,
    registryName,
    namespaceId: place.namespaceId,
  };
  const held = heldAccess(policy, principalFor(policy, principal, at), place);
  const patterns = grants.flatMap((grant) => {
    if (grant.registryId !== place.registryId || grant.namespaceId !== place.namespaceId) return [];
    if (grant.pattern === null) return [];
    const source = { kind: 'grant', id: grant.id, text: `Entry ${grant.right} on ${grant.pattern}.` };
    return [{ ...common, path: grant.pattern, actions: verbsOfGrant(grant), source }];
  });
  return [...(held === null ? [] : [{ ...common, path: place.path, ...held }]), ...patterns];
}

/** Text by text, as code units sort. */
export function compareKeys(one: readonly string[], two: readonly string[]): number {
  for (const [index, text] of one.entries()) {
    const other = two[index] ?? '';
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}
