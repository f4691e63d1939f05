import { visibleRanges, type CompiledPolicy, type NameRange, type Principal } from '@spectacles/access-control';
import type { SqlCondition } from '../database/sql.js';

/** Names of one registry, as one condition: one statement reads a page of them in order. */
export interface NameScope {
  readonly registryId: string;
  readonly names: { readonly kind: 'root' } | { readonly kind: 'ranges'; readonly ranges: readonly NameRange[] };
}

/** What a list is narrowed to, beside what the caller may see. */
export interface NameFilter {
  readonly registryId?: string | undefined;
  readonly namespaceId?: string | undefined;
}

/** SQLite refuses expressions deeper than 1000, and a planner walks this many ranges gladly. */
const RANGES_PER_SCOPE = 200;

/** What the caller may pull, as scopes; several where there are many ranges. */
export function visibleScopes(
  policy: CompiledPolicy,
  principal: Principal,
  filter: NameFilter = {},
): readonly NameScope[] {
  const namespace = filter.namespaceId === undefined ? undefined : policy.namespace(filter.namespaceId);
  if (namespace === null) return [];
  const registryId = namespace?.registryId ?? filter.registryId;
  if (filter.registryId !== undefined && registryId !== filter.registryId) return [];
  const registries = policy.registries().filter((registry) => registryId === undefined || registry.id === registryId);
  return registries.flatMap(({ id }) => scopesOf(id, visibleRanges(policy, principal, id), namespace?.path));
}

function scopesOf(
  registryId: string,
  visible: { readonly rootNames: boolean; readonly ranges: readonly NameRange[] },
  path: string | undefined,
): readonly NameScope[] {
  const root = visible.rootNames && (path === undefined || path === '');
  const ranges = path === undefined ? visible.ranges : path === '' ? [] : clip(visible.ranges, path);
  const scopes: NameScope[] = root ? [{ registryId, names: { kind: 'root' } }] : [];
  for (let start = 0; start < ranges.length; start += RANGES_PER_SCOPE)
    scopes.push({ registryId, names: { kind: 'ranges', ranges: ranges.slice(start, start + RANGES_PER_SCOPE) } });
  return scopes;
}

/** The parts of ranges that lie in a namespace: from `team/` on, before `team0`, the character after the slash. */
function clip(ranges: readonly NameRange[], path: string): readonly NameRange[] {
  const [first, end] = [`${path}/`, `${path}0`];
  return ranges.flatMap(({ from, to }) => {
    const clipped = { from: from > first ? from : first, to: to !== null && to < end ? to : end };
    return clipped.from < clipped.to ? [clipped] : [];
  });
}

/** The condition of a scope on rows of repositories. */
export function conditionOf(scope: NameScope): SqlCondition {
  if (scope.names.kind === 'root') return { sql: 'registry_id = ? AND in_root = 1', values: [scope.registryId] };
  const parts = scope.names.ranges.map(({ from, to }) =>
    to === null ? { sql: 'name >= ?', values: [from] } : { sql: '(name >= ? AND name < ?)', values: [from, to] },
  );
  const sql = `registry_id = ? AND in_root = 0 AND (${parts.map((part) => part.sql).join(' OR ')})`;
  return { sql, values: [scope.registryId, ...parts.flatMap((part) => part.values)] };
}
