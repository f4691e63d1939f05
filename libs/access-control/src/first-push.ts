import type { Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { decideAccess } from './decision.js';
import { boundsOf, verbsWithin } from './limits.js';
import type { RegistryState, UserState } from './policy-state.js';
import type { ActionReason } from './reason.js';
import { isNameComponent, isNamespacePath } from './repository-name.js';
import type { RequestedAccess } from './requested-access.js';
import { ALL_VERBS, NO_VERBS, PUSH, type VerbMask } from './right.js';

/** A push that would make a namespace for whoever pushes. */
export interface FirstPush {
  readonly userId: string;
  /** What is pushed to. */
  readonly repository: string;
  /** The namespace that would be made. */
  readonly path: string;
  /** What its owner would get there with the credential that was presented. */
  readonly verbs: VerbMask;
}

/**
 * The first of several wishes that is a first push: nothing but the want of an entry denies it, the registry opens the
 * place, and the credential may push there. Whether anything is stored there already, the policy does not know.
 */
export function firstPushOf(
  policy: CompiledPolicy,
  principal: Principal,
  registry: RegistryState,
  wishes: readonly RequestedAccess[],
): FirstPush | null {
  if (principal.kind !== 'user' || (registry.createOnPush.length === 0 && !registry.personalNamespaces)) return null;
  const user = policy.user(principal.userId);
  if (user === null || user.administrator) return null;
  for (const wish of wishes) {
    if (wish.kind !== 'repository' || (wish.verbs & PUSH) === 0) continue;
    const verbs = ownersVerbs(policy, principal.credentialId, registry.id, wish.name);
    const path = firstPushNamespace(policy, registry, user, wish.name);
    if ((verbs & PUSH) === 0 || path === null) continue;
    if (!isDeniedByDefault(decideAccess(policy, principal, registry.id, wish).because)) continue;
    return { userId: user.id, repository: wish.name, path, verbs };
  }
  return null;
}

/** The user's own namespace, or one directly below a path that the registry opens; null where there is none to make. */
function firstPushNamespace(
  policy: CompiledPolicy,
  registry: RegistryState,
  user: UserState,
  name: string,
): string | null {
  const candidates = [
    ...(registry.personalNamespaces && name.startsWith(`${user.username}/`) ? [user.username] : []),
    ...registry.createOnPush.map((prefix) => childOf(prefix, name)).filter((path) => path !== null),
  ];
  const isFree = (path: string): boolean =>
    isNamespacePath(path) &&
    !holdsOpenPath(registry, path) &&
    policy.namespaceAt(registry.id, path) === null &&
    !isOfAnother(policy, user, path);
  return candidates.find(isFree) ?? null;
}

/** Whether others may make namespaces below it by first pushes: who came to own it would own all that they push. */
export function holdsOpenPath({ createOnPush }: Pick<RegistryState, 'createOnPush'>, path: string): boolean {
  return createOnPush.some((open) => open === path || open.startsWith(`${path}/`));
}

/** The path directly below a prefix on the way to a name; null where the name is not deeper than that. */
function childOf(prefix: string, name: string): string | null {
  const start = prefix === '' ? 0 : prefix.length + 1;
  if (prefix !== '' && !name.startsWith(`${prefix}/`)) return null;
  const end = name.indexOf('/', start);
  if (end === -1) return null;
  return isNameComponent(name.slice(start, end)) ? name.slice(0, end) : null;
}

function isOfAnother(policy: CompiledPolicy, user: UserState, path: string): boolean {
  const named = policy.userByName(path);
  return named !== null && named.id !== user.id;
}

/** What denies by default; everything else was meant: a rule, an entry for the caller, or a limit of the credential. */
const DEFAULTS: ReadonlySet<string> = new Set(['no-entry', 'everyone', 'anonymous']);

function isDeniedByDefault(because: readonly ActionReason[]): boolean {
  const push = because.find(({ action }) => action === 'push');
  return push?.outcome === 'denied' && DEFAULTS.has(push.source.kind);
}

/** What a credential lets through of an owner's rights; a password lets through all. */
function ownersVerbs(
  policy: CompiledPolicy,
  credentialId: string | undefined,
  registryId: string,
  name: string,
): VerbMask {
  if (credentialId === undefined) return ALL_VERBS;
  const credential = policy.credential(credentialId);
  return credential === null ? NO_VERBS : ALL_VERBS & verbsWithin(boundsOf(credential).limits, registryId, name);
}
