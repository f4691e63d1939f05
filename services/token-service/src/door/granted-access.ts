import {
  type CompiledPolicy,
  grantedVerbs,
  NO_VERBS,
  parseScopes,
  type Principal,
  verbsOfMask,
} from '@spectacles/access-control';
import type { RegistryState } from '@spectacles/contracts';
import type { AccessEntry } from '@spectacles/registry-token';

/** What of a request is granted, and whether that is all of it. */
export interface GrantedAccess {
  readonly access: readonly AccessEntry[];
  /** Whether something was asked for that is not granted; what cannot be granted to anybody counts as well. */
  readonly lacking: boolean;
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
    if (wish.kind === 'catalog' || granted !== wish.verbs) lacking = true;
    if (wish.kind === 'repository' && granted !== NO_VERBS) {
      access.push({ type: 'repository', name: wish.name, actions: verbsOfMask(granted) });
    }
  }
  return { access, lacking };
}

/** Whether a token with this access writes: those live longer, for long uploads, and want a younger policy. */
export function isWriting(access: readonly AccessEntry[]): boolean {
  return access.some(({ actions }) => actions.some((action) => action !== 'pull'));
}
