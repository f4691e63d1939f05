import { CompiledPolicy, type PolicyRow, type PolicyState, type Principal } from '@spectacles/access-control';
import type { Grant } from '../grants/grant.js';
import { toGrantState } from '../grants/grant.js';

/** Somebody of whom no entry speaks. The name is none that a user can have, so that only rules for everybody match it. */
const ORDINARY: Extract<PolicyState, { kind: 'user' }> = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000000',
  username: ':',
  administrator: false,
  status: 'active',
  credentialVersion: 0,
  labels: {},
  refreshRevokedBelow: 0,
};

/** The part of the policy that concerns a namespace and somebody who is signed in and nothing more. */
export function ordinaryPolicy(
  policy: CompiledPolicy,
  registryId: string,
  grants: readonly Grant[],
): { readonly policy: CompiledPolicy; readonly principal: Principal } {
  const registry = policy.registry(registryId);
  const { rules, rulesOnly } = policy.rules(registryId);
  const states: PolicyState[] = [
    ...(registry === null ? [] : [registry]),
    ...grants.flatMap(({ namespaceId }) => (namespaceId === null ? [] : (policy.namespace(namespaceId) ?? []))),
    ...grants.map(toGrantState),
    ...rules,
    { kind: 'rule-list', id: registryId, rulesOnly },
    ORDINARY,
  ];
  const part = CompiledPolicy.empty();
  part.apply(states.map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow));
  return { policy: part, principal: { kind: 'user', userId: ORDINARY.id } };
}
