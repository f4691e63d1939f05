import { visibleRanges, type CompiledPolicy, type NameRange, type Principal } from '@spectacles/access-control';
import type { SqlCondition } from '../database/sql.js';

/** Names of one registry that lie together in an index. */
export type NameScope = { readonly registryId: string } & (
  | { readonly kind: 'all' }
  /** Names without a slash. */
  | { readonly kind: 'root' }
  /** Names with a slash from `from` on and before `to` (null: to the end), in byte order. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string | null }
);

/** What a list is narrowed to, beside what the caller may see. */
export interface NameFilter {
  readonly registryId?: string | undefined;
  readonly namespaceId?: string | undefined;
}

/** What the caller may pull: by registry, and in each in the order of names, but for the root, which comes first. */
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
  const [first] = visible.ranges;
  if (path === undefined && visible.rootNames && first?.from === '' && first.to === null)
    return [{ registryId, kind: 'all' }];
  const root: NameScope[] =
    visible.rootNames && (path === undefined || path === '') ? [{ registryId, kind: 'root' }] : [];
  const ranges = path === undefined ? visible.ranges : path === '' ? [] : clip(visible.ranges, path);
  return [...root, ...ranges.map(({ from, to }): NameScope => ({ registryId, kind: 'range', from, to }))];
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
  const { registryId } = scope;
  if (scope.kind === 'all') return { sql: 'registry_id = ?', values: [registryId] };
  if (scope.kind === 'root') return { sql: 'registry_id = ? AND in_root = 1', values: [registryId] };
  const { from, to } = scope;
  const inside = 'registry_id = ? AND in_root = 0 AND name >= ?';
  return to === null
    ? { sql: inside, values: [registryId, from] }
    : { sql: `${inside} AND name < ?`, values: [registryId, from, to] };
}
