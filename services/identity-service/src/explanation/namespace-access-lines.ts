import { type CompiledPolicy, parsePattern, patternCanMatchWithin } from '@spectacles/access-control';
import type { AccessLine, NamespaceState } from '@spectacles/contracts';

import { type Grant, verbsOfGrant } from '../grants/grant.js';
import type { AskedNamespace, ComparedNamespace, LinePrincipal } from './asked-namespace.js';
import { heldAccess, type HeldPlace, principalFor } from './held-access.js';
import { limitedLines } from './limited-lines.js';
import { ordinaryPolicy } from './ordinary-access.js';

export function compared(asked: AskedNamespace): ComparedNamespace {
  return { ...asked, everyone: lineOf({ ...asked, everyone: null }, EVERYONE) };
}

/** Everybody whom the namespace, or one above it, speaks of; and whom patterns speak of, with what they say. */
export function namedLines(asked: ComparedNamespace): AccessLine[] {
  const { grants, namespace } = asked;
  const whole = namedPrincipals(asked).flatMap((principal) => linesOf(asked, principal));
  const patterns = grants.flatMap((grant) => (reaches(grant, namespace.path) ? (patternLine(asked, grant) ?? []) : []));
  return [...whole, ...patterns];
}

/** Whether an entry on a pattern, made here or above, speaks of names in here. */
function reaches({ pattern }: Grant, path: string): boolean {
  if (pattern === null) return false;
  const parsed = parsePattern(pattern);
  return parsed.ok && patternCanMatchWithin(parsed.pattern, path);
}

/** In the whole namespace; of a robot that may do nothing there, what it may do on the names that it is for. */
function linesOf(asked: ComparedNamespace, principal: LinePrincipal): AccessLine[] {
  const line = lineOf(asked, principal);
  const isNothing = line === null || line.actions.length === 0;
  const robot = principal.kind === 'robot' ? asked.policy.robot(principal.id ?? '') : null;
  if (isNothing && robot !== null && robot.scopes !== null) return limitedLines(asked, principal);
  return line === null ? [] : [line];
}

/**
 * What somebody holds in the whole namespace. Nothing is said where that is nothing, but of those who have less than
 * everyone: an entry NONE, or a rule, makes them an exception.
 */
export function lineOf(asked: ComparedNamespace, principal: LinePrincipal): AccessLine | null {
  const { policy, namespace, everyone } = asked;
  const place: HeldPlace = { registryId: namespace.registryId, namespaceId: namespace.id, path: namespace.path };
  const held = heldBy(asked, principal, place);
  const isException = everyone !== null && principal.kind !== 'anonymous' && principal.kind !== 'everyone';
  if (held === null && !isException) return null;
  const registryName = policy.registry(place.registryId)?.name ?? '';
  return { principal, ...place, registryName, ...(held ?? NOTHING_HERE) };
}

const NOTHING_HERE: Pick<AccessLine, 'actions' | 'source'> = {
  actions: [],
  source: { kind: 'denied', text: 'Gets nothing here, other than everyone.' },
};

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

function namedPrincipals({ policy, namespace, grants, installationRobots }: AskedNamespace): LinePrincipal[] {
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
  for (const id of installationRobots) if (policy.robot(id)?.scopes != null) add('robot', id);
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
