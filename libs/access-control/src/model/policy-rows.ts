import type {
  CredentialState,
  GrantState,
  GroupMemberState,
  GroupState,
  MemberRole,
  NamespaceMemberState,
  NamespaceState,
  PolicyRow,
  PolicyState,
  RegistryState,
  RobotState,
  RuleState,
  SigningKeyState,
  UserState,
} from '../policy-state.js';

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

export function aGroup(given: Partial<GroupState> & { id: string }): GroupState {
  return { kind: 'group', name: given.id, ...given };
}

export function aGroupMember(groupId: string, userId: string, role: MemberRole = 'member'): GroupMemberState {
  return { kind: 'group-member', id: `${groupId}-${userId}`, groupId, userId, role };
}

export function aNamespaceMember(
  namespaceId: string,
  userId: string,
  role: MemberRole = 'member',
): NamespaceMemberState {
  return { kind: 'namespace-member', id: `${namespaceId}-${userId}`, namespaceId, userId, role };
}

export function aRobot(given: Partial<RobotState> & { id: string }): RobotState {
  return {
    kind: 'robot',
    login: `+${given.id}`,
    namespaceId: null,
    status: 'active',
    expiresAt: null,
    scopes: null,
    addressRanges: [],
    refreshRevokedBelow: 0,
    ...given,
  };
}

export function aCredential(given: Partial<CredentialState> & { id: string }): CredentialState {
  return {
    kind: 'credential',
    name: given.id,
    owner: { kind: 'user', id: 'alice' },
    secretHash: `hash-of-${given.id}`,
    scopes: null,
    expiresAt: null,
    addressRanges: [],
    ...given,
  };
}

export function aRule(given: Partial<RuleState> & { id: string }): RuleState {
  return {
    kind: 'rule',
    registryId: 'north',
    position: 0,
    match: {},
    actions: ['*'],
    anchored: true,
    comment: '',
    ...given,
  };
}

/** The states as rows of a log. */
export function rowsOf(states: readonly PolicyState[]): readonly PolicyRow[] {
  return states.map((state) => ({ kind: state.kind, key: state.id, state }) as PolicyRow);
}
