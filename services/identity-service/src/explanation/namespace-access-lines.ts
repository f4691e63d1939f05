import type { CompiledPolicy } from '@spectacles/access-control';
import type { AccessLine, NamespaceState } from '@spectacles/contracts';
import { type Grant, verbsOfGrant } from '../grants/grant.js';
import { heldAccess, type HeldPlace, principalFor } from './held-access.js';
import { ordinaryPolicy } from './ordinary-access.js';

type LinePrincipal = AccessLine['principal'];

/** A namespace with every entry that reaches into it. */
export interface AskedNamespace {
  readonly policy: CompiledPolicy;
  readonly namespace: NamespaceState;
  readonly grants: readonly Grant[];
  readonly at: number;
}

/** Everybody whom the namespace, or one above it, speaks of; and whom patterns speak of, with what they say. */
export function namedLines(asked: AskedNamespace): AccessLine[] {
  const { grants, namespace } = asked;
  const whole = namedPrincipals(asked).flatMap((principal) => lineOf(asked, principal) ?? []);
  const patterns = grants.flatMap((grant) =>
    grant.pattern === null || grant.namespaceId !== namespace.id ? [] : (patternLine(asked, grant) ?? []),
  );
  return [...whole, ...patterns];
}

/** What somebody holds in the whole namespace; null where that is nothing. */
export function lineOf(asked: AskedNamespace, principal: LinePrincipal): AccessLine | null {
  const { policy, namespace } = asked;
  const place: HeldPlace = { registryId: namespace.registryId, namespaceId: namespace.id, path: namespace.path };
  const held = heldBy(asked, principal, place);
  if (held === null) return null;
  return { principal, ...place, registryName: policy.registry(place.registryId)?.name ?? '', ...held };
}

/** What whoever is signed in holds, as text to compare with. */
export function ordinaryActions(asked: AskedNamespace): string {
  return lineOf(asked, EVERYONE)?.actions.join() ?? '';
}

const EVERYONE: LinePrincipal = { kind: 'everyone', id: null, name: 'everyone' };
const ANONYMOUS: LinePrincipal = { kind: 'anonymous', id: null, name: 'anonymous' };

function heldBy({ policy, namespace, grants, at }: AskedNamespace, { kind, id }: LinePrincipal, place: HeldPlace) {
  if (kind === 'anonymous') {
    if (policy.registry(namespace.registryId)?.refuseAnonymous === true) return null;
    return heldAccess(policy, { kind }, place);
  }
  if (kind === 'everyone') {
    const ordinary = ordinaryPolicy(policy, namespace.registryId, grants);
    return heldAccess(ordinary.policy, ordinary.principal, place);
  }
  return heldAccess(policy, principalFor(policy, { kind, id: id ?? '' }, at), place);
}

function namedPrincipals({ policy, namespace, grants }: AskedNamespace): LinePrincipal[] {
  const found = new Map<string, LinePrincipal>();
  const add = (kind: 'user' | 'group' | 'robot', id: string): void => {
    const name = nameOf(policy, kind, id);
    if (name !== undefined) found.set(`${kind} ${id}`, { kind, id, name });
  };
  for (let at: NamespaceState | null = namespace; at !== null; at = above(policy, at)) {
    add(at.owner.kind, at.owner.id);
    for (const { userId } of policy.namespaceMembers(at.id)) add('user', userId);
    for (const { id } of policy.robotsOf(at.id)) add('robot', id);
  }
  for (const { principal, pattern } of grants)
    if (pattern === null && 'id' in principal) add(principal.kind, principal.id);
  return [...found.values(), EVERYONE, ANONYMOUS];
}

function above(policy: CompiledPolicy, { registryId, path }: NamespaceState): NamespaceState | null {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const found = policy.namespaceAt(registryId, path.slice(0, end));
    if (found !== null) return found;
  }
  return null;
}

function nameOf(policy: CompiledPolicy, kind: 'user' | 'group' | 'robot', id: string): string | undefined {
  if (kind === 'user') return policy.user(id)?.username;
  return kind === 'group' ? policy.group(id)?.name : policy.robot(id)?.login;
}

/** An entry on some names only, as it is written: what is decided there depends on the name. */
function patternLine({ policy, namespace }: AskedNamespace, grant: Grant): AccessLine | null {
  const { principal, pattern } = grant;
  const named = 'id' in principal ? nameOf(policy, principal.kind, principal.id) : principal.kind;
  if (named === undefined || pattern === null || principal.kind === 'members') return null;
  const actions = verbsOfGrant(grant);
  return {
    principal: { kind: principal.kind, id: 'id' in principal ? principal.id : null, name: named },
    registryId: namespace.registryId,
    registryName: policy.registry(namespace.registryId)?.name ?? '',
    namespaceId: namespace.id,
    path: pattern,
    actions,
    source: { kind: 'grant', id: grant.id, text: `Entry ${grant.right} on ${pattern}.` },
  };
}
