import { visibleRanges, type CompiledPolicy, type NameRange, type Principal } from '@spectacles/access-control';
import type { SqlCondition } from '../database/sql.js';

/** Names of one registry that lie together in an index. */
export type NameScope = { readonly registryId: string } & (
  | { readonly kind: 'all' }
  /** Names without a slash. */
  | { readonly kind: 'root'; readonly test?: NameTest }
  /** Names with a slash from `from` on and before `to` (null: to the end), in byte order. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string | null; readonly test?: NameTest }
);

/** Where a scope has one, it says of each of its names whether it is visible: the scope alone does not. */
export type NameTest = (name: string) => boolean;

/** What a list is narrowed to, beside what the caller may see. */
export interface NameFilter {
  readonly registryId?: string | undefined;
  readonly namespaceId?: string | undefined;
}

/** What the caller may browse: by registry, and in each in the order of names, but for the root, which comes first. */
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
  visible: ReturnType<typeof visibleRanges>,
  path: string | undefined,
): readonly NameScope[] {
  const { rootNames, rootResidual, residual, test } = visible;
  const [first] = visible.ranges;
  const isAll = rootNames && !rootResidual && residual.length === 0 && first?.from === '' && first.to === null;
  if (path === undefined && isAll) return [{ registryId, kind: 'all' }];
  const root: NameScope[] = rootResidual
    ? [{ registryId, kind: 'root', test }]
    : rootNames
      ? [{ registryId, kind: 'root' }]
      : [];
  const clipped = (ranges: readonly NameRange[]): readonly NameRange[] =>
    path === undefined ? ranges : path === '' ? [] : clip(ranges, path);
  const certain = clipped(without(visible.ranges, residual));
  return [
    ...(path === undefined || path === '' ? root : []),
    ...certain.map(({ from, to }): NameScope => ({ registryId, kind: 'range', from, to })),
    ...clipped(residual).map(({ from, to }): NameScope => ({ registryId, kind: 'range', from, to, test })),
  ];
}

/** The parts of ranges that lie in a namespace: from `team/` on, before `team0`, the character after the slash. */
function clip(ranges: readonly NameRange[], path: string): readonly NameRange[] {
  const [first, end] = [`${path}/`, `${path}0`];
  return ranges.flatMap(({ from, to }) => {
    const clipped = { from: from > first ? from : first, to: to !== null && to < end ? to : end };
    return clipped.from < clipped.to ? [clipped] : [];
  });
}

/** The parts of sorted ranges that lie in none of others. */
function without(ranges: readonly NameRange[], others: readonly NameRange[]): readonly NameRange[] {
  return others.reduce<readonly NameRange[]>((left, other) => left.flatMap((range) => cut(range, other)), ranges);
}

function cut({ from, to }: NameRange, other: NameRange): readonly NameRange[] {
  const isApart = (to !== null && to <= other.from) || (other.to !== null && other.to <= from);
  if (isApart) return [{ from, to }];
  const before = from < other.from ? [{ from, to: other.from }] : [];
  const after = other.to !== null && (to === null || other.to < to) ? [{ from: other.to, to }] : [];
  return [...before, ...after];
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
