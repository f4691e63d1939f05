import { setImmediate } from 'node:timers/promises';
import {
  anyNameIn,
  BROWSE,
  CompiledPolicy,
  DELETE,
  grantedVerbs,
  MANAGE,
  parentPathOf,
  type PolicyRow,
  type PolicyState,
  type Principal,
  PULL,
  PUSH,
  type VerbMask,
} from '@spectacles/access-control';
import type { ForecastPlace } from './places.js';

/** Somebody whose rights may change. */
export interface Concerned {
  readonly kind: 'user' | 'group' | 'robot' | 'everyone' | 'anonymous';
  readonly id: string | null;
}

/** What somebody has in a place, and would have there afterwards. */
export interface ForecastChange {
  readonly who: Concerned;
  readonly place: ForecastPlace;
  readonly before: VerbMask;
  readonly after: VerbMask;
}

/** A policy as it is and as it would be, and where and for whom to compare them. */
export interface Comparison {
  readonly before: CompiledPolicy;
  readonly after: CompiledPolicy;
  /** Outer ones go before those within them. */
  readonly places: readonly ForecastPlace[];
  readonly concerned: readonly Concerned[];
  /** Patterns of entries, limits and rules: names that are decided apart. */
  readonly patterns: readonly string[];
}

export interface Compared {
  readonly changes: readonly ForecastChange[];
  /** Whether something was left out. */
  readonly more: boolean;
}

const EVERY_VERB: VerbMask = PULL | PUSH | DELETE | BROWSE | MANAGE;
/** Somebody of whom no entry speaks: what everyone who is signed in has. */
const ANYBODY = '00000000-0000-7000-8000-000000000000';
/** No namespace can have this path: what is below it has but the defaults of the registry. */
const NOWHERE = ':';
/** What is compared for one forecast: a fraction of a second. */
const NAMES_COMPARED = 100_000;
const NAMES_AT_ONCE = 1000;
const UNCHANGED = '';

/** A policy of these states alone, with somebody in it of whom none of them speaks. */
export function policyOf(states: readonly PolicyState[]): CompiledPolicy {
  const anybody: PolicyState = {
    kind: 'user',
    id: ANYBODY,
    username: ':',
    administrator: false,
    status: 'active',
    credentialVersion: 0,
    labels: {},
    refreshRevokedBelow: 0,
  };
  const policy = CompiledPolicy.empty();
  policy.apply([...states, anybody].map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow));
  return policy;
}

/** Finds the first `limit` changes, place by place; one that is the same as farther out is not told again. */
export async function compare(comparison: Comparison, limit: number): Promise<Compared> {
  const changes: ForecastChange[] = [];
  const seen = new Map<string, string>();
  let compared = 0;
  let pause = NAMES_AT_ONCE;
  for (const place of comparison.places) {
    const names = namesIn(place, comparison);
    for (const who of comparison.concerned) {
      if (compared > NAMES_COMPARED || changes.length > limit) return { changes: changes.slice(0, limit), more: true };
      if (compared > pause) {
        await setImmediate();
        pause = compared + NAMES_AT_ONCE;
      }
      compared += names.length;
      const change = changeAt(comparison, who, place, names);
      const verbs = change === null ? UNCHANGED : `${String(change.before)} ${String(change.after)}`;
      if (change !== null && verbs !== seenAround(seen, who, place)) changes.push(change);
      seen.set(keyOf(who, place), verbs);
    }
  }
  return { changes: changes.slice(0, limit), more: changes.length > limit };
}

function changeAt(
  { before, after }: Comparison,
  who: Concerned,
  place: ForecastPlace,
  names: readonly string[],
): ForecastChange | null {
  const principal = principalOf(who);
  const held = (policy: CompiledPolicy, name: string) =>
    grantedVerbs(policy, principal, place.registryId, { kind: 'repository', name, verbs: EVERY_VERB });
  for (const name of names) {
    const [had, has] = [held(before, name), held(after, name)];
    if (had !== has) return { who, place, before: had, after: has };
  }
  return null;
}

/** What came of the nearest place around that was compared. */
function seenAround(seen: ReadonlyMap<string, string>, who: Concerned, place: ForecastPlace): string | undefined {
  const nearest = outwards(place).find((outer) => seen.has(keyOf(who, outer)));
  return nearest && seen.get(keyOf(who, nearest));
}

function keyOf({ kind, id }: Concerned, { registryId, path }: Pick<ForecastPlace, 'registryId' | 'path'>): string {
  return [kind, id ?? '', registryId, path ?? NOWHERE].join(' ');
}

/** Names of which only the plain entries speak, directly in it and deeper, and one for each pattern. */
function namesIn({ path }: ForecastPlace, { places, patterns }: Comparison): string[] {
  const at = path ?? NOWHERE;
  const plain = at === '' ? [anyNameIn(at)] : [anyNameIn(at), anyNameIn(anyNameIn(at))];
  const isInside =
    path === null
      ? // What is in a namespace that is compared, too, is told there.
        (name: string) => !places.some((place) => place.path !== null && isBelow(place.path, name))
      : (name: string) => isBelow(path, name);
  const named = patterns.flatMap((pattern) => [
    pattern.replaceAll(/\*+/g, 'any'),
    // What begins with any name may match in here, too.
    pattern.replace(/^\*+/, path ?? 'any').replaceAll(/\*+/g, 'any'),
  ]);
  return [...new Set([...plain, ...named.filter(isInside)])];
}

function isBelow(path: string, name: string): boolean {
  return path === '' ? !name.includes('/') : name.startsWith(`${path}/`);
}

/** The places around one, nearest first, up to the defaults of its registry. */
function outwards({
  registryId,
  path,
}: ForecastPlace): { readonly registryId: string; readonly path: string | null }[] {
  const around: { registryId: string; path: string | null }[] = [];
  for (let at = path; at !== null; at = around.at(-1)?.path ?? null)
    around.push({ registryId, path: parentPathOf(at) });
  return around;
}

function principalOf({ kind, id }: Concerned): Principal {
  if (kind === 'everyone') return { kind: 'user', userId: ANYBODY };
  if (kind === 'anonymous' || id === null) return { kind: 'anonymous' };
  if (kind === 'user') return { kind, userId: id };
  return kind === 'robot' ? { kind, robotId: id } : { kind, groupId: id };
}
