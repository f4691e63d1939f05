import { CompiledPolicy, type PolicyRow } from '@spectacles/access-control';
import { describe, expect, it } from 'vitest';
import { conditionOf, visibleScopes } from './visible-names.js';

const registry = (id: string): PolicyRow => ({
  kind: 'registry',
  key: id,
  state: {
    kind: 'registry',
    id,
    name: id,
    url: 'http://localhost',
    publicHost: 'localhost',
    service: id,
    issuer: 'issuer',
    registryKind: 'distribution-2',
    refuseAnonymous: false,
    headerMode: 'x5c',
    caCertificate: null,
    pullTokenSeconds: 300,
    pushTokenSeconds: 900,
    createOnPush: [],
    personalNamespaces: false,
  },
});

const namespace = (id: string, registryId: string, path: string, ownerId: string): PolicyRow => ({
  kind: 'namespace',
  key: id,
  state: { kind: 'namespace', id, registryId, path, owner: { kind: 'user', id: ownerId } },
});

const user = (id: string, administrator: boolean): PolicyRow => ({
  kind: 'user',
  key: id,
  state: {
    kind: 'user',
    id,
    username: id,
    administrator,
    status: 'active',
    credentialVersion: 1,
    labels: {},
    refreshRevokedBelow: 0,
  },
});

function policy(...rows: PolicyRow[]): CompiledPolicy {
  const compiled = CompiledPolicy.empty();
  compiled.apply([registry('r1'), registry('r2'), user('ada', true), user('bob', false), ...rows]);
  return compiled;
}

const ada = { kind: 'user', userId: 'ada' } as const;
const bob = { kind: 'user', userId: 'bob' } as const;

describe('visibleScopes', () => {
  it('shows an administrator everything, with and without a slash', () => {
    expect(visibleScopes(policy(), ada, { registryId: 'r1' })).toEqual([{ registryId: 'r1', kind: 'all' }]);
  });

  it('shows others what is theirs, in the order of names', () => {
    const compiled = policy(
      namespace('n1', 'r2', 'zoo', 'bob'),
      namespace('n2', 'r2', 'team', 'bob'),
      namespace('n3', 'r2', '', 'bob'),
    );
    expect(visibleScopes(compiled, bob)).toEqual([
      { registryId: 'r2', kind: 'root' },
      { registryId: 'r2', kind: 'range', from: 'team/', to: 'team0' },
      { registryId: 'r2', kind: 'range', from: 'zoo/', to: 'zoo0' },
    ]);
  });

  it('narrows to a namespace, never beyond what is visible', () => {
    const compiled = policy(namespace('n1', 'r1', 'team', 'ada'), namespace('n2', 'r1', 'team/sub', 'bob'));
    const inside = { registryId: 'r1', kind: 'range', from: 'team/sub/', to: 'team/sub0' };
    expect(visibleScopes(compiled, bob, { namespaceId: 'n1' })).toEqual([inside]);
    expect(visibleScopes(compiled, bob, { namespaceId: 'n2', registryId: 'r2' })).toEqual([]);
    expect(visibleScopes(compiled, bob, { namespaceId: 'unknown' })).toEqual([]);
  });

  it('narrows to the root', () => {
    const compiled = policy(namespace('n1', 'r1', '', 'bob'));
    expect(visibleScopes(compiled, bob, { namespaceId: 'n1' })).toEqual([{ registryId: 'r1', kind: 'root' }]);
  });
});

describe('conditionOf', () => {
  it.each([
    { registryId: 'r1', kind: 'all' },
    { registryId: 'r1', kind: 'root' },
    { registryId: 'r1', kind: 'range', from: 'a/', to: 'a0' },
    { registryId: 'r1', kind: 'range', from: 'a/', to: null },
  ] as const)('has a placeholder for every value of $kind', (scope) => {
    const condition = conditionOf(scope);
    expect(condition.sql.split('?')).toHaveLength(condition.values.length + 1);
  });
});
