import {
  type ActionReason,
  type CompiledPolicy,
  isNameComponent,
  isNamespacePath,
  matchesPattern,
  parsePattern,
  type RegistryState,
  type UserState,
} from '@spectacles/access-control';

/**
 * The namespace that a user's first push to a name would make: the user's own, or one directly below a path that the
 * registry opens for it. Null where the registry opens none, where it is there already, or is called like another user.
 */
export function firstPushNamespace(
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
    isNamespacePath(path) && policy.namespaceAt(registry.id, path) === null && !isOfAnother(policy, user, path);
  return candidates.find(isFree) ?? null;
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

/** Whether a push is denied for no other reason than that nothing gives it. */
export function isDeniedByDefault(because: readonly ActionReason[]): boolean {
  const push = because.find(({ action }) => action === 'push');
  return push?.outcome === 'denied' && DEFAULTS.has(push.source.kind);
}

/** Whether the credential that was presented may push to a name at all; a password may what its owner may. */
export function mayPushWith(
  policy: CompiledPolicy,
  credentialId: string | undefined,
  registryId: string,
  name: string,
): boolean {
  if (credentialId === undefined) return true;
  const credential = policy.credential(credentialId);
  if (credential === null) return false;
  if (credential.scopes === null) return true;
  return credential.scopes.some((scope) => {
    const parsed = parsePattern(scope.pattern);
    const isHere = scope.registryId === undefined || scope.registryId === registryId;
    return isHere && scope.actions.includes('push') && parsed.ok && matchesPattern(parsed.pattern, name);
  });
}
