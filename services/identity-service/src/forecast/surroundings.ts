import type { CompiledPolicy, PolicyState } from '@spectacles/access-control';
import { type Grant, toGrantState } from '../grants/grant.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import type { Concerned } from './comparison.js';
import { type ForecastPlace, namespacesAround, placesBelow, type PolicyNamespace, type Start } from './places.js';

/** Everything that has a say in some places, whomever it concerns. */
export interface Surroundings {
  readonly places: readonly ForecastPlace[];
  /** The namespaces of the places and those above them. */
  readonly namespaces: readonly PolicyNamespace[];
  readonly grants: readonly Grant[];
  /** Whether there are more places. */
  readonly more: boolean;
}

/** Reads what has a say below the starts. */
export async function surroundingsOf(
  { grants }: Pick<IdentityTransaction, 'grants'>,
  policy: CompiledPolicy,
  starts: readonly Start[],
): Promise<Surroundings> {
  const { places, more } = placesBelow(policy, starts);
  const namespaces = namespacesAround(policy, places);
  const registryIds = new Set(places.map(({ registryId }) => registryId));
  return {
    places,
    namespaces,
    more,
    grants: await grants.ofPlaces([...namespaces.map(({ id }) => id), ...registryIds]),
  };
}

/** The rows of the policy that decide about some people in some places, and no other. */
export function statesFor(
  policy: CompiledPolicy,
  { places, namespaces, grants }: Surroundings,
  concerned: readonly Concerned[],
): PolicyState[] {
  const users = new Set(concerned.flatMap(({ kind, id }) => (kind === 'user' && id !== null ? [id] : [])));
  const parties = [...partiesOf(policy, concerned), ...groupsOf(policy, users)];
  const named = new Set(parties.map(({ id }) => id));
  return [
    ...[...new Set(places.map(({ registryId }) => registryId))].flatMap((id) => registryStates(policy, id)),
    ...namespaces,
    ...namespaces.flatMap(({ id }) => policy.namespaceMembers(id).filter(({ userId }) => users.has(userId))),
    ...grants.filter(({ principal }) => !('id' in principal) || named.has(principal.id)).map(toGrantState),
    ...parties,
  ];
}

/** Patterns by which names in the places are decided apart from others. */
export function patternsIn(
  policy: CompiledPolicy,
  { places, grants }: Surroundings,
  concerned: readonly Concerned[],
): string[] {
  const registryIds = new Set(places.map(({ registryId }) => registryId));
  const robots = concerned.flatMap(({ kind, id }) => (kind === 'robot' && id !== null ? [id] : []));
  const all = [
    ...grants.flatMap(({ pattern }) => pattern ?? []),
    ...robots.flatMap((id) => (policy.robot(id)?.scopes ?? []).map(({ pattern }) => pattern)),
    ...[...registryIds].flatMap((id) => policy.rules(id).rules.flatMap(({ match }) => match.name ?? [])),
  ];
  return [...new Set(all)];
}

function registryStates(policy: CompiledPolicy, id: string): PolicyState[] {
  const { rulesOnly, rules } = policy.rules(id);
  return [...present(policy.registry(id)), { kind: 'rule-list', id, rulesOnly }, ...rules];
}

function partiesOf(policy: CompiledPolicy, concerned: readonly Concerned[]): PolicyState[] {
  return concerned.flatMap(({ kind, id }): PolicyState[] => {
    if (id === null) return [];
    if (kind === 'robot') return present(policy.robot(id));
    return kind === 'group' ? present(policy.group(id)) : present(policy.user(id));
  });
}

/** The groups of some users, with these users in them. */
function groupsOf(policy: CompiledPolicy, users: ReadonlySet<string>): PolicyState[] {
  const groups = new Map<string, PolicyState>();
  const places = [...users].flatMap((userId) =>
    policy.groupsOf(userId).map((group): PolicyState => {
      groups.set(group.id, group);
      return { kind: 'group-member', id: `${group.id} ${userId}`, groupId: group.id, userId, role: 'member' };
    }),
  );
  return [...groups.values(), ...places];
}

function present<T>(state: T | null): T[] {
  return state === null ? [] : [state];
}
