import type { GrantState, NamespaceState, RegistryState, SigningKeyState, UserState } from '../policy-state.js';

export function aUser(given: Partial<UserState> & { id: string }): UserState {
  return {
    kind: 'user',
    username: given.id,
    administrator: false,
    status: 'active',
    credentialVersion: 1,
    labels: {},
    refreshRevokedBelow: 0,
    ...given,
  };
}

export function aRegistry(given: Partial<RegistryState> & { id: string }): RegistryState {
  return {
    kind: 'registry',
    name: given.id,
    url: `http://${given.id}.example:5000`,
    publicHost: `${given.id}.example`,
    service: `service-${given.id}`,
    issuer: 'Auth service',
    registryKind: 'distribution-3',
    refuseAnonymous: false,
    headerMode: 'x5c',
    caCertificate: null,
    pullTokenSeconds: 300,
    pushTokenSeconds: 900,
    createOnPush: [],
    personalNamespaces: false,
    ...given,
  };
}

export function aNamespace(given: Partial<NamespaceState> & { id: string }): NamespaceState {
  return { kind: 'namespace', registryId: 'north', path: 'team', owner: { kind: 'user', id: 'owner' }, ...given };
}

export function aGrant(given: Partial<GrantState> & { id: string }): GrantState {
  return {
    kind: 'grant',
    registryId: 'north',
    namespaceId: null,
    principal: { kind: 'everyone' },
    right: 'READ',
    verbs: null,
    pattern: null,
    ...given,
  };
}

export function aSigningKey(given: Partial<SigningKeyState> & { id: string }): SigningKeyState {
  return {
    kind: 'signing-key',
    registryId: null,
    role: 'leaf',
    state: 'active',
    algorithm: 'ES256',
    certificate: null,
    publicJwk: { kty: 'EC', crv: 'P-256' },
    sealedPrivateKey: 'sealed',
    notAfter: null,
    ...given,
  };
}
