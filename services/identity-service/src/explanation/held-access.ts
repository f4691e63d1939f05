import {
  ALL_VERBS,
  anyNameIn,
  canManageNamespace,
  type CompiledPolicy,
  decideAccess,
  entryVerbsOfMask,
  grantedVerbs,
  EVERYTHING,
  MANAGE,
  NO_VERBS,
  type Principal,
} from '@spectacles/access-control';
import type { AccessLine, EntryVerb } from '@spectacles/contracts';

/** Where something is held: names directly in a namespace; without one, names that no namespace holds. */
export interface HeldPlace {
  readonly registryId: string;
  readonly namespaceId: string | null;
  readonly path: string;
}

/** No namespace can have this path. */
const NOWHERE = ':';

/** What somebody may do in a place, as the decision says it; null for nothing. */
export function heldAccess(
  policy: CompiledPolicy,
  principal: Principal,
  { registryId, namespaceId, path }: HeldPlace,
): { readonly actions: EntryVerb[]; readonly source: AccessLine['source'] } | null {
  const name = anyNameIn(namespaceId === null ? NOWHERE : path);
  const requested = { kind: 'repository', name, verbs: EVERYTHING } as const;
  const held = grantedVerbs(policy, principal, registryId, requested);
  const manages = namespaceId !== null && canManageNamespace(policy, principal, namespaceId);
  const verbs = manages ? held | MANAGE : held & ~MANAGE;
  if (verbs === NO_VERBS) return null;
  const { because } = decideAccess(policy, principal, registryId, { ...requested, verbs: ALL_VERBS });
  const reason = because.find(({ outcome }) => outcome === 'granted') ?? because[0];
  const { kind, id, text } = reason?.source ?? { kind: 'manager', id: undefined, text: '' };
  const isByRole = held === NO_VERBS;
  const source = isByRole ? { kind: 'manager', text: 'Runs the namespace.' } : { kind, ...(id && { id }), text };
  return { actions: [...entryVerbsOfMask(verbs)], source };
}

/** A principal as if now, and from an address that it may come from: where it may come from is another question. */
export function principalFor(
  policy: CompiledPolicy,
  { kind, id }: { readonly kind: 'user' | 'group' | 'robot'; readonly id: string },
  at: number,
): Principal {
  if (kind === 'user') return { kind, userId: id, at };
  if (kind === 'group') return { kind, groupId: id };
  const address = policy.robot(id)?.addressRanges[0]?.split('/')[0];
  return { kind, robotId: id, at, address };
}
