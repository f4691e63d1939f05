import { CompiledPolicy } from '../compiled-policy.js';
import type { GrantPrincipal, GrantState, PolicyRow, PolicyState } from '../policy-state.js';
import { ALL_VERBS, type Right } from '../right.js';
import type { Principal } from '../caller.js';
import { aGrant, aNamespace, aRegistry, aUser } from './policy-rows.js';

export const alice: GrantPrincipal = { kind: 'user', id: 'alice' };
export const everyone: GrantPrincipal = { kind: 'everyone' };
export const anonymous: GrantPrincipal = { kind: 'anonymous' };

const foundations: readonly PolicyState[] = [
  aRegistry({ id: 'north' }),
  ...['alice', 'bob', 'owner'].map((id) => aUser({ id })),
  aUser({ id: 'root', administrator: true }),
  aUser({ id: 'former', administrator: true, status: 'disabled' }),
  aNamespace({ id: 'near', path: 'team/apps' }),
  aNamespace({ id: 'far', path: 'team', owner: { kind: 'group', id: 'alice' } }),
  aNamespace({ id: 'slashless', path: '', owner: { kind: 'user', id: 'bob' } }),
];

export function policyWith(...grants: readonly GrantState[]): CompiledPolicy {
  const policy = CompiledPolicy.empty();
  policy.apply([...foundations, ...grants].map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow));
  return policy;
}

/** Entries as the tables below write them: where, for whom, which right. */
export type Entry = readonly ['near' | 'far' | 'slashless' | null, GrantPrincipal, Right];

export function grantsOf(entries: readonly Entry[]): readonly GrantState[] {
  return entries.map(([namespaceId, principal, right], index) =>
    aGrant({ id: `g${String(index)}`, namespaceId, principal, right }),
  );
}

export const user = (userId: string): Principal => ({ kind: 'user', userId });
export const on = (name: string, verbs = ALL_VERBS) => ({ kind: 'repository', name, verbs }) as const;
