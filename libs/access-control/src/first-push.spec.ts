import { describe, expect, it } from 'vitest';
import type { Principal } from './caller.js';
import { CompiledPolicy } from './compiled-policy.js';
import { firstPushOf } from './first-push.js';
import { aCredential, aGrant, aNamespace, aRegistry, aUser, rowsOf } from './model/policy-rows.js';
import type { PolicyState } from './policy-state.js';
import { ALL_VERBS, PULL, PUSH } from './right.js';

const north = aRegistry({ id: 'north', createOnPush: ['sandbox', 'sandbox/deep'], personalNamespaces: true });
const alice: Principal = { kind: 'user', userId: 'alice' };

function pathOf(name: string, principal: Principal = alice, states: readonly PolicyState[] = [], verbs = PULL | PUSH) {
  const policy = CompiledPolicy.empty();
  const root = aUser({ id: 'root', administrator: true });
  policy.apply(rowsOf([north, root, aUser({ id: 'alice' }), aUser({ id: 'bob' }), ...states]));
  const registry = policy.registry('north') ?? north;
  return firstPushOf(policy, principal, registry, [{ kind: 'repository', name, verbs }])?.path ?? null;
}

describe('firstPushOf', () => {
  it.each([
    ['sandbox/one/app', 'sandbox/one'],
    ['sandbox/one/two/app', 'sandbox/one'],
    ['sandbox/deep/one/app', 'sandbox/deep/one'],
    ['sandbox/deep/app', null],
    ['alice/app', 'alice'],
    ['bob/app', null],
    ['sandbox/app', null],
    ['sandbox', null],
    ['elsewhere/one/app', null],
  ])('finds what a push to %s would make: %s', (name, path) => {
    expect(pathOf(name)).toBe(path);
  });

  it('goes on to the next place that is free', () => {
    const open = { ...north, createOnPush: ['', 'alice'] };
    expect(pathOf('alice/one/app', alice, [open])).toBe('alice/one');
    const taken = aNamespace({ id: 'one', path: 'alice/one' });
    expect(pathOf('alice/one/app', alice, [open, taken])).toBeNull();
  });

  it('SEC-C16 never makes anybody the owner of what is open to all, or of what is above', () => {
    const open = { ...north, createOnPush: ['', 'team', 'alice/shared/open'] };
    expect(pathOf('team/app', alice, [open])).toBeNull();
    expect(pathOf('team/one/app', alice, [open])).toBe('team/one');
    for (const name of ['alice/app', 'alice/shared/app']) expect(pathOf(name, alice, [open])).toBeNull();
    expect(pathOf('alice/shared/open/one/app', alice, [open])).toBe('alice/shared/open/one');
  });

  it('is of people who push, and are no administrators', () => {
    expect(pathOf('sandbox/one/app', alice, [], PULL)).toBeNull();
    for (const userId of ['root', 'nobody']) expect(pathOf('sandbox/one/app', { kind: 'user', userId })).toBeNull();
    expect(pathOf('sandbox/one/app', { kind: 'anonymous' })).toBeNull();
    expect(pathOf('sandbox/one/app', { kind: 'robot', robotId: 'ci' })).toBeNull();
  });

  it('is not where the registry makes none', () => {
    const closed = { ...north, createOnPush: [], personalNamespaces: false };
    expect(pathOf('alice/app', alice, [closed])).toBeNull();
    expect(pathOf('alice/app', alice, [{ ...north, personalNamespaces: false }])).toBeNull();
  });

  it('is not where somebody was denied on purpose, or may push already', () => {
    const entry = { id: 'g1', namespaceId: null, registryId: 'north' };
    const ofAlice = (right: 'NONE' | 'WRITE') => aGrant({ ...entry, right, principal: { kind: 'user', id: 'alice' } });
    expect(pathOf('sandbox/one/app', alice, [ofAlice('NONE')])).toBeNull();
    expect(pathOf('sandbox/one/app', alice, [ofAlice('WRITE')])).toBeNull();
    const ofAll = aGrant({ ...entry, right: 'NONE', principal: { kind: 'everyone' } });
    expect(pathOf('sandbox/one/app', alice, [ofAll])).toBe('sandbox/one');
  });

  it('is within the limits of the credential', () => {
    const owner = { kind: 'user', id: 'alice' } as const;
    const withToken: Principal = { ...alice, credentialId: 'key' };
    const verbsWith = (scopes: { pattern: string; actions: ('pull' | 'push')[] }[] | null): number | null => {
      const policy = CompiledPolicy.empty();
      policy.apply(rowsOf([north, aUser({ id: 'alice' }), aCredential({ id: 'key', owner, scopes })]));
      const wish = { kind: 'repository', name: 'sandbox/one/app', verbs: ALL_VERBS } as const;
      const catalog = { kind: 'catalog', form: 'registry' } as const;
      return firstPushOf(policy, withToken, north, [catalog, wish])?.verbs ?? null;
    };
    expect(verbsWith(null)).toBe(ALL_VERBS);
    expect(verbsWith([{ pattern: 'sandbox/**', actions: ['push'] }])).toBe(PULL | PUSH);
    expect(verbsWith([{ pattern: 'sandbox/**', actions: ['pull'] }])).toBeNull();
    expect(verbsWith([{ pattern: 'team/**', actions: ['push'] }])).toBeNull();
    expect(pathOf('sandbox/one/app', withToken)).toBeNull();
  });
});
