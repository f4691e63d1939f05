import type { Principal } from '../caller.js';
import type { CredentialScope, GrantState, NamespaceState, RobotState, UserState } from '../policy-state.js';
import type { EntryVerb, Right } from '../right.js';
import type { ReferencePolicy } from './reference-policy.js';
import { ruledActions } from './reference-rules.js';

/** A repository, or `null` for the catalog. */
type Asked = string | null;

/**
 * The rules of access written down once more, as slowly and as literally as they read, from plain lists. The tests hold
 * the compiled policy and its decision against this; the product never uses it. Answers what the caller holds of all that
 * could be asked, `*` being the catalog.
 */
export function heldByModel(
  policy: ReferencePolicy,
  caller: Principal,
  registryId: string,
  asked: Asked,
): readonly string[] {
  const registry = policy.registries.find(({ id }) => id === registryId);
  if (registry === undefined || !isWelcome(policy, caller)) return [];
  const held = heldWithoutLimits(policy, caller, { registryId, service: registry.service, asked });
  const limits = limitsOf(policy, caller);
  if (limits.length === 0) return held;
  return held.filter(
    (verb) => verb !== '*' && verb !== 'manage' && limits.every((scopes) => allow(scopes, verb, registryId, asked)),
  );
}

/** 1. Known, active, in time, from the right place, and the credential his own. */
function isWelcome(policy: ReferencePolicy, caller: Principal): boolean {
  if (caller.kind === 'anonymous') return true;
  if (caller.kind === 'group') return policy.groups.some(({ id }) => id === caller.groupId);
  const own = caller.kind === 'user' ? userOf(policy, caller) : robotOf(policy, caller);
  if (own?.status !== 'active') return false;
  if (own.kind === 'robot') {
    const home = own.namespaceId;
    if (home !== null && !policy.namespaces.some(({ id }) => id === home)) return false;
    if (!isInForce(own, caller)) return false;
  }
  if (caller.credentialId === undefined) return true;
  const credential = policy.credentials.find(({ id }) => id === caller.credentialId);
  if (credential?.owner.kind !== caller.kind || credential.owner.id !== own.id) return false;
  return isInForce(credential, caller);
}

function isInForce(
  bounds: { readonly expiresAt: string | null; readonly addressRanges: readonly string[] },
  caller: { readonly at?: number | undefined; readonly address?: string | undefined },
): boolean {
  if (bounds.expiresAt !== null && (caller.at === undefined || caller.at >= Date.parse(bounds.expiresAt))) return false;
  if (bounds.addressRanges.length === 0) return true;
  return caller.address !== undefined && bounds.addressRanges.includes(caller.address);
}

interface Place {
  readonly registryId: string;
  readonly service: string;
  readonly asked: Asked;
}

function heldWithoutLimits(policy: ReferencePolicy, caller: Principal, place: Place): readonly string[] {
  const { registryId, service, asked } = place;
  const user = caller.kind === 'user' ? userOf(policy, caller) : undefined;
  // 2. Administrators.
  if (user?.administrator === true) return asked === null ? [] : ['pull', 'push', 'delete', 'browse', 'manage'];
  // 3. Rules.
  const actions = ruledActions(
    policy.rules.filter((rule) => rule.registryId === registryId),
    {
      account: accountOf(policy, caller),
      type: asked === null ? 'registry' : 'repository',
      name: asked ?? 'catalog',
      service,
      address: caller.address,
      labels: user?.labels ?? {},
    },
  );
  if (actions !== null) {
    const given = ofActions(actions, asked);
    return caller.kind === 'anonymous' ? given.filter((verb) => verb === 'pull' || verb === 'browse') : given;
  }
  if (policy.ruleLists.some(({ id, rulesOnly }) => id === registryId && rulesOnly)) return [];
  // 4. Entries.
  return asked === null ? [] : byEntries(policy, caller, registryId, asked);
}

function ofActions(actions: readonly string[], asked: Asked): readonly string[] {
  if (asked === null) return actions.includes('*') ? ['*'] : [];
  if (actions.join() === '*') return ['pull', 'push', 'delete', 'browse'];
  const known = ['pull', 'push', 'delete'].filter((action) => actions.includes(action));
  return known.includes('pull') ? [...known, 'browse'] : known;
}

function byEntries(policy: ReferencePolicy, caller: Principal, registryId: string, name: string): readonly EntryVerb[] {
  const levels = levelsOf(policy, registryId, name);
  const named = nearest(levels, (level) => namedEntry(policy, caller, level, name));
  const everyone =
    caller.kind === 'anonymous' ? null : nearest(levels, (level) => generalEntry('everyone', level, name));
  const anonymous = nearest(levels, (level) => generalEntry('anonymous', level, name));
  const counting: (readonly EntryVerb[])[] = [];
  if (named !== null) counting.push(named.verbs);
  if (everyone !== null && (named === null || everyone.distance < named.distance)) counting.push(everyone.verbs);
  if (anonymous !== null) {
    const isNearest =
      (everyone === null || anonymous.distance < everyone.distance) &&
      (named === null || anonymous.distance < named.distance);
    // Whoever has no entry of their own never gets less than a stranger.
    if (named === null || isNearest) counting.push(anonymous.verbs);
  }
  return together(counting);
}

interface Level {
  readonly namespace: NamespaceState | null;
  readonly grants: readonly GrantState[];
}

/** The namespace of the repository, those above it, then the registry's defaults. */
function levelsOf(policy: ReferencePolicy, registryId: string, repository: string): readonly Level[] {
  const components = repository.split('/').slice(0, -1);
  const paths = components.map((_, index) => components.slice(0, components.length - index).join('/'));
  const levels = (components.length === 0 ? [''] : paths).flatMap((path) => {
    const namespace = policy.namespaces.find((other) => other.registryId === registryId && other.path === path);
    if (namespace === undefined) return [];
    return [{ namespace, grants: policy.grants.filter((grant) => grant.namespaceId === namespace.id) }];
  });
  const defaults = policy.grants.filter((grant) => grant.namespaceId === null && grant.registryId === registryId);
  return [...levels, { namespace: null, grants: defaults }];
}

function nearest(
  levels: readonly Level[],
  entryOn: (level: Level) => readonly EntryVerb[] | null,
): { readonly distance: number; readonly verbs: readonly EntryVerb[] } | null {
  for (const [distance, level] of levels.entries()) {
    const verbs = entryOn(level);
    if (verbs !== null) return { distance, verbs };
  }
  return null;
}

/** By class: owner, own entry, membership, groups. */
function namedEntry(
  policy: ReferencePolicy,
  caller: Principal,
  level: Level,
  name: string,
): readonly EntryVerb[] | null {
  if (caller.kind === 'anonymous') return null;
  const id = caller.kind === 'user' ? caller.userId : caller.kind === 'robot' ? caller.robotId : caller.groupId;
  const groups = groupsOf(policy, caller);
  if (isOwner(policy, caller, level, groups)) return ['pull', 'push', 'delete', 'browse'];
  const of = (isMeant: (principal: GrantState['principal']) => boolean): readonly EntryVerb[] | null =>
    entryFor(
      level.grants.filter(({ principal }) => isMeant(principal)),
      name,
    );
  const isMember =
    caller.kind === 'user' &&
    policy.namespaceMembers.some(({ namespaceId, userId }) => namespaceId === level.namespace?.id && userId === id);
  return (
    of((principal) => principal.kind === caller.kind && 'id' in principal && principal.id === id) ??
    (isMember ? of(({ kind }) => kind === 'members') : null) ??
    of((principal) => principal.kind === 'group' && groups.includes(principal.id))
  );
}

function isOwner(policy: ReferencePolicy, caller: Principal, level: Level, groups: readonly string[]): boolean {
  const robot = caller.kind === 'robot' ? robotOf(policy, caller) : undefined;
  // A robot of the installation that has scopes stands at the defaults.
  if (level.namespace === null) return robot?.namespaceId === null && robot.scopes !== null;
  const { owner, id } = level.namespace;
  if (robot !== undefined) return robot.namespaceId === id;
  if (owner.kind === 'group') return groups.includes(owner.id);
  return caller.kind === 'user' && owner.id === caller.userId;
}

function generalEntry(kind: 'everyone' | 'anonymous', level: Level, name: string): readonly EntryVerb[] | null {
  const verbs = entryFor(
    level.grants.filter(({ principal }) => principal.kind === kind),
    name,
  );
  if (verbs === null || kind === 'everyone') return verbs;
  return verbs.filter((verb) => verb === 'pull' || verb === 'browse');
}

/** Entries with a pattern that matches go before those without one; of several the strongest, that is all together. */
function entryFor(grants: readonly GrantState[], name: string): readonly EntryVerb[] | null {
  const patterned = grants.filter(({ pattern }) => pattern !== null && isLike(pattern, name));
  const plain = grants.filter(({ pattern }) => pattern === null);
  const counting = patterned.length > 0 ? patterned : plain;
  return counting.length === 0 ? null : together(counting.map(verbsOfGrant));
}

const verbsIn: Readonly<Record<Right, readonly EntryVerb[]>> = {
  NONE: [],
  READ: ['pull'],
  WRITE: ['push'],
  FULL: ['push', 'delete'],
};

function verbsOfGrant({ right, verbs }: GrantState): readonly EntryVerb[] {
  return withImplied(verbs ?? verbsIn[right]);
}

function withImplied(stated: readonly EntryVerb[]): readonly EntryVerb[] {
  const pulling: readonly EntryVerb[] = stated.includes('push') ? [...stated, 'pull'] : stated;
  return pulling.includes('pull') ? [...pulling, 'browse'] : pulling;
}

function together(found: readonly (readonly EntryVerb[])[]): readonly EntryVerb[] {
  const all = found.flat();
  return (['pull', 'push', 'delete', 'browse', 'manage'] as const).filter((verb) => all.includes(verb));
}

/** The scopes of a robot and those of a credential, where they have any. */
function limitsOf(policy: ReferencePolicy, caller: Principal): readonly (readonly CredentialScope[])[] {
  const robot = caller.kind === 'robot' ? robotOf(policy, caller) : undefined;
  const credentialId = caller.kind === 'user' || caller.kind === 'robot' ? caller.credentialId : undefined;
  const credential = policy.credentials.find(({ id }) => id === credentialId);
  return [robot?.scopes ?? null, credential?.scopes ?? null].filter((scopes) => scopes !== null);
}

function allow(scopes: readonly CredentialScope[], verb: string, registryId: string, asked: Asked): boolean {
  if (asked === null) return false;
  return scopes.some((scope) => {
    if (scope.registryId !== undefined && scope.registryId !== registryId) return false;
    const actions: readonly string[] = withImplied(scope.actions);
    return isLike(scope.pattern, asked) && actions.includes(verb);
  });
}

function isLike(pattern: string, name: string): boolean {
  const expression = pattern.replaceAll('.', '\\.').replace(/\*\*|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${expression}$`).test(name);
}

function groupsOf(policy: ReferencePolicy, caller: Principal): readonly string[] {
  const isThere = (groupId: string): boolean => policy.groups.some(({ id }) => id === groupId);
  if (caller.kind === 'group') return [caller.groupId].filter(isThere);
  if (caller.kind !== 'user') return [];
  const own = policy.groupMembers.filter(({ userId }) => userId === caller.userId);
  return own.map(({ groupId }) => groupId).filter(isThere);
}

function userOf(policy: ReferencePolicy, { userId }: { readonly userId: string }): UserState | undefined {
  return policy.users.find(({ id }) => id === userId);
}

function robotOf(policy: ReferencePolicy, { robotId }: { readonly robotId: string }): RobotState | undefined {
  return policy.robots.find(({ id }) => id === robotId);
}

function accountOf(policy: ReferencePolicy, caller: Principal): string | null {
  if (caller.kind === 'anonymous') return '';
  if (caller.kind === 'user') return userOf(policy, caller)?.username ?? '';
  return caller.kind === 'robot' ? (robotOf(policy, caller)?.login ?? '') : null;
}
