import { describe, expect, it } from 'vitest';
import { CompiledPolicy } from './compiled-policy.js';
import { aCredential, aGrant, aNamespace, aRegistry, aUser, rowsOf } from './model/policy-rows.js';
import type { GrantPrincipal, PolicyRow, PolicyState, Right } from './index.js';
import { visibleRanges, type VisibleRanges } from './visible-ranges.js';

const alice: GrantPrincipal = { kind: 'user', id: 'alice' };

/** The ranges of alice where she has these rights on these paths; `null` stands for the registry's defaults. */
function rangesWith(
  ...rights: readonly (readonly [string | null, Right | 'INHERITED'])[]
): Pick<VisibleRanges, 'rootNames' | 'ranges'> {
  const states: PolicyState[] = [aRegistry({ id: 'north' }), aUser({ id: 'alice' })];
  for (const [path, right] of rights) {
    const namespaceId = path === null ? null : `at:${path}`;
    if (namespaceId !== null && path !== null) states.push(aNamespace({ id: namespaceId, path }));
    if (right !== 'INHERITED')
      states.push(aGrant({ id: `on:${path ?? ''}:${right}`, namespaceId, principal: alice, right }));
  }
  const policy = CompiledPolicy.empty();
  policy.apply(states.map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow));
  const { rootNames, ranges, rootResidual, residual } = visibleRanges(
    policy,
    { kind: 'user', userId: 'alice' },
    'north',
  );
  expect({ rootResidual, residual }).toEqual({ rootResidual: false, residual: [] });
  return { rootNames, ranges };
}

describe('visibleRanges', () => {
  it('are empty for whoever may see nothing', () => {
    expect(rangesWith(['team', 'NONE'])).toEqual({ rootNames: false, ranges: [] });
  });

  it('hold everything in a namespace and nothing beside it', () => {
    expect(rangesWith(['team', 'READ'], ['team-a', 'INHERITED'])).toEqual({
      rootNames: false,
      ranges: [{ from: 'team/', to: 'team0' }],
    });
  });

  it('are sorted as names are, where the slash counts', () => {
    expect(rangesWith(['team', 'READ'], ['team-a', 'READ'], ['b', 'READ']).ranges).toEqual([
      { from: 'b/', to: 'b0' },
      { from: 'team-a/', to: 'team-a0' },
      { from: 'team/', to: 'team0' },
    ]);
  });

  it('leave out what is closed inside of what is open, and the other way round', () => {
    expect(rangesWith(['a', 'READ'], ['a/b', 'NONE'], ['a/b/c', 'WRITE'], ['a/d', 'INHERITED']).ranges).toEqual([
      { from: 'a/', to: 'a/b/' },
      { from: 'a/b/c/', to: 'a/b/c0' },
      { from: 'a/b0', to: 'a0' },
    ]);
  });

  it('are the whole line where the registry is open, but for what is closed', () => {
    expect(rangesWith([null, 'READ'])).toEqual({ rootNames: true, ranges: [{ from: '', to: null }] });
    expect(rangesWith([null, 'READ'], ['a', 'NONE'])).toEqual({
      rootNames: true,
      ranges: [
        { from: '', to: 'a/' },
        { from: 'a0', to: null },
      ],
    });
  });

  it('tell of names without a slash apart', () => {
    expect(rangesWith(['', 'READ'])).toEqual({ rootNames: true, ranges: [] });
    expect(rangesWith(['', 'NONE'], [null, 'READ'])).toEqual({ rootNames: false, ranges: [{ from: '', to: null }] });
  });

  it('are empty for a registry that is not there', () => {
    const nowhere = visibleRanges(CompiledPolicy.empty(), { kind: 'anonymous' }, 'north');
    expect(nowhere).toMatchObject({ rootNames: false, rootResidual: false, ranges: [], residual: [] });
    expect(nowhere.test('a/b')).toBe(false);
  });
});

it('are what the limits of a credential speak of in this registry, each name to be tested', () => {
  const scopes = [
    { pattern: 'team/*', actions: ['pull' as const] },
    { registryId: 'north', pattern: 'other/app', actions: ['pull' as const] },
    { registryId: 'south', pattern: 'third/**', actions: ['pull' as const] },
  ];
  const token = aCredential({ id: 'key', owner: { kind: 'user', id: 'alice' }, scopes });
  const full = aGrant({ id: 'g1', principal: alice, right: 'FULL' });
  const policy = CompiledPolicy.empty();
  policy.apply(rowsOf([aRegistry({ id: 'north' }), aUser({ id: 'alice' }), token, full]));
  const visible = visibleRanges(policy, { kind: 'user', userId: 'alice', credentialId: 'key' }, 'north');
  expect(visible).toMatchObject({
    rootNames: false,
    rootResidual: true,
    ranges: [],
    residual: [
      { from: 'other/app', to: 'other/app!' },
      { from: 'team/', to: 'team/{' },
    ],
  });
  expect(['team/app', 'other/app', 'third/app'].map(visible.test)).toEqual([true, true, false]);
});
