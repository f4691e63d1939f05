import {
  CATALOG,
  type CompiledPolicy,
  decideAccess,
  type DroppedScope,
  droppedScopeText,
  grantedVerbs,
  NO_VERBS,
  parseScopes,
  type Principal,
  type RequestedAccess,
  type VerbMask,
  verbsOfMask,
} from '@spectacles/access-control';
import type { RegistryState } from '@spectacles/access-control';
import type { AccessEntry } from '@spectacles/registry-token';

import type { DecidedScope } from '../spool/decision.js';

/** What of a request is granted, and whether that is all of it. */
export interface GrantedAccess {
  readonly access: readonly AccessEntry[];
  /** Whether something was asked for that is not granted; what cannot be granted to anybody counts as well. */
  readonly lacking: boolean;
  readonly requested: readonly RequestedAccess[];
  readonly dropped: readonly DroppedScope[];
}

/** Grants of the scopes what the policy gives the caller. To be granted less than was asked is no error. */
export function grantAccess(
  policy: CompiledPolicy,
  principal: Principal,
  registry: RegistryState,
  scopes: readonly string[],
): GrantedAccess {
  const { requested, dropped } = parseScopes(scopes, registry.registryKind);
  const access: AccessEntry[] = [];
  let lacking = dropped.length > 0;
  for (const wish of requested) {
    const granted = grantedVerbs(policy, principal, registry.id, wish);
    if (granted !== askedOf(wish)) lacking = true;
    if (granted !== NO_VERBS) access.push(entryOf(wish, granted));
  }
  return { access, lacking, requested, dropped };
}

const askedOf = (wish: RequestedAccess): VerbMask => (wish.kind === 'catalog' ? CATALOG : wish.verbs);

/** A registry wants the catalog with the very star that it asked for, and nothing else with one. */
function entryOf(wish: RequestedAccess, granted: VerbMask): AccessEntry {
  return wish.kind === 'catalog'
    ? { type: 'registry', name: 'catalog', actions: ['*'] }
    : { type: 'repository', name: wish.name, actions: verbsOfMask(granted) };
}

/** Whether a token with this access writes: those live longer, for long uploads, and want a younger policy. */
export function isWriting(access: readonly AccessEntry[]): boolean {
  return access.some(({ type, actions }) => type === 'repository' && actions.some((action) => action !== 'pull'));
}

/** The same with its reasons, for the record. */
export function explainScopes(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  { requested, dropped }: GrantedAccess,
): readonly DecidedScope[] {
  const decided = requested.map((wish): DecidedScope => {
    const { granted, because } = decideAccess(policy, principal, registryId, wish);
    if (wish.kind === 'catalog') {
      return { type: 'registry', name: 'catalog', asked: ['*'], granted: granted === NO_VERBS ? [] : ['*'], because };
    }
    const { name, verbs } = wish;
    return { type: 'repository', name, asked: verbsOfMask(verbs), granted: verbsOfMask(granted), because };
  });
  return [...decided, ...dropped.map(droppedScope)];
}

const droppedScope = ({ text, reason }: DroppedScope): DecidedScope => ({
  type: 'unreadable',
  name: text,
  asked: [],
  granted: [],
  because: [{ action: '*', outcome: 'denied', source: { kind: reason, text: droppedScopeText[reason] } }],
});
