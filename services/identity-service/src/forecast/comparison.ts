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
  /** Where the change is on names that this matches, and not on all. */
  readonly pattern: string | null;
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
  const seen = new Seen();
  let compared = 0;
  let pause = NAMES_AT_ONCE;
  for (const place of comparison.places) {
    const parts = partsOf(place, comparison);
    for (const who of comparison.concerned) {
      if (compared > NAMES_COMPARED || changes.length > limit) return { changes: changes.slice(0, limit), more: true };
      if (compared > pause) {
        await setImmediate();
        pause = compared + NAMES_AT_ONCE;
      }
      for (const part of parts) {
        compared += part.names.length;
        const change = changeIn(comparison, who, place, part);
        if (seen.isNew({ who, place, pattern: part.pattern }, change) && change !== null) changes.push(change);
      }
    }
  }
  return { changes: changes.slice(0, limit), more: changes.length > limit };
}

interface Where {
  readonly who: Concerned;
  readonly place: Pick<ForecastPlace, 'registryId' | 'path'>;
  readonly pattern: string | null;
}

/** What was found where, so that it is told once. */
class Seen {
  readonly #verbs = new Map<string, string>();

  /** Whether it is other than in the whole place, and than the same was in the nearest place around. */
  isNew(where: Where, change: ForecastChange | null): boolean {
    const verbs = change === null ? '' : `${String(change.before)} ${String(change.after)}`;
    const around = outwards(where.place).map((place) => keyOf({ ...where, place }));
    const known = around.find((key) => this.#verbs.has(key)) ?? '';
    const whole = where.pattern === null ? undefined : this.#verbs.get(keyOf({ ...where, pattern: null }));
    this.#verbs.set(keyOf(where), verbs);
    return verbs !== (this.#verbs.get(known) ?? '') && verbs !== whole;
  }
}

function keyOf({ who: { kind, id }, place: { registryId, path }, pattern }: Where): string {
  return [kind, id ?? '', registryId, path ?? NOWHERE, pattern ?? ''].join(' ');
}

function changeIn(
  { before, after }: Comparison,
  who: Concerned,
  place: ForecastPlace,
  { pattern, names }: Part,
): ForecastChange | null {
  const principal = principalOf(who);
  const held = (policy: CompiledPolicy, name: string) =>
    grantedVerbs(policy, principal, place.registryId, { kind: 'repository', name, verbs: EVERY_VERB });
  for (const name of names) {
    const [had, has] = [held(before, name), held(after, name)];
    if (had !== has) return { who, place, pattern, before: had, after: has };
  }
  return null;
}

/** Names of a place that are decided alike: those that a pattern matches, or without one those that none does. */
interface Part {
  readonly pattern: string | null;
  readonly names: readonly string[];
}

/** Names of which only the plain entries speak, directly in the place and deeper, and some for each pattern. */
function partsOf({ path }: ForecastPlace, { places, patterns }: Comparison): Part[] {
  const at = path ?? NOWHERE;
  const plain = at === '' ? [anyNameIn(at)] : [anyNameIn(at), anyNameIn(anyNameIn(at))];
  const isInside =
    path === null
      ? // What is in a namespace that is compared, too, is told there.
        (name: string) => !places.some((place) => place.path !== null && isBelow(place.path, name))
      : (name: string) => isBelow(path, name);
  const matched = patterns.map((pattern) => {
    // What begins with any name may match in here, too.
    const examples = [pattern, pattern.replace(/^\*+/, path ?? 'any')].map((text) => text.replaceAll(/\*+/g, 'any'));
    return { pattern, names: [...new Set(examples.filter(isInside))] };
  });
  return [{ pattern: null, names: plain }, ...matched.filter(({ names }) => names.length > 0)];
}

function isBelow(path: string, name: string): boolean {
  return path === '' ? !name.includes('/') : name.startsWith(`${path}/`);
}

/** The places around one, nearest first, up to the defaults of its registry. */
function outwards({ registryId, path }: Where['place']): Where['place'][] {
  const around: Where['place'][] = [];
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
