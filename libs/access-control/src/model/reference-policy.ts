import type {
  CredentialState,
  GrantState,
  GroupMemberState,
  GroupState,
  NamespaceMemberState,
  NamespaceState,
  PolicyRow,
  RegistryState,
  RobotState,
  RuleListState,
  RuleState,
  UserState,
} from '../policy-state.js';

/** The rows of a policy in plain lists: what is there after each was put, and what went with those that were taken away. */
export class ReferencePolicy {
  users: UserState[] = [];
  groups: GroupState[] = [];
  robots: RobotState[] = [];
  registries: RegistryState[] = [];
  namespaces: NamespaceState[] = [];
  grants: GrantState[] = [];
  groupMembers: GroupMemberState[] = [];
  namespaceMembers: NamespaceMemberState[] = [];
  credentials: CredentialState[] = [];
  rules: RuleState[] = [];
  ruleLists: RuleListState[] = [];

  apply(row: PolicyRow): void {
    switch (row.kind) {
      case 'user':
        this.users = replaced(this.users, row.key, row.state);
        if (row.state === null) this.dropUser(row.key);
        return;
      case 'group':
        this.groups = replaced(this.groups, row.key, row.state);
        if (row.state === null) this.dropGroup(row.key);
        return;
      case 'robot':
        this.robots = replaced(this.robots, row.key, row.state);
        if (row.state === null) this.dropRobot(row.key);
        return;
      case 'registry':
        this.registries = replaced(this.registries, row.key, row.state);
        if (row.state === null) this.dropRegistry(row.key);
        return;
      case 'namespace':
        this.namespaces = replaced(this.namespaces, row.key, row.state);
        if (row.state === null) this.dropNamespace(row.key);
        return;
      case 'grant':
        this.grants = replaced(this.grants, row.key, row.state);
        return;
      case 'group-member':
        this.groupMembers = replaced(this.groupMembers, row.key, row.state);
        return;
      case 'namespace-member':
        this.namespaceMembers = replaced(this.namespaceMembers, row.key, row.state);
        return;
      case 'credential':
        this.credentials = replaced(this.credentials, row.key, row.state);
        return;
      case 'rule':
        this.rules = replaced(this.rules, row.key, row.state);
        return;
      case 'rule-list':
        this.ruleLists = replaced(this.ruleLists, row.key, row.state);
        return;
      case 'refresh-revocation':
      case 'settings':
      case 'signing-key':
        return;
    }
  }

  private dropUser(id: string): void {
    this.dropGrants(({ principal }) => principal.kind === 'user' && principal.id === id);
    this.groupMembers = this.groupMembers.filter(({ userId }) => userId !== id);
    this.namespaceMembers = this.namespaceMembers.filter(({ userId }) => userId !== id);
    this.credentials = this.credentials.filter(({ owner }) => owner.kind !== 'user' || owner.id !== id);
  }

  private dropGroup(id: string): void {
    this.dropGrants(({ principal }) => principal.kind === 'group' && principal.id === id);
    this.groupMembers = this.groupMembers.filter(({ groupId }) => groupId !== id);
  }

  private dropRobot(id: string): void {
    this.dropGrants(({ principal }) => principal.kind === 'robot' && principal.id === id);
    this.credentials = this.credentials.filter(({ owner }) => owner.kind !== 'robot' || owner.id !== id);
  }

  private dropNamespace(id: string): void {
    this.dropGrants(({ namespaceId }) => namespaceId === id);
    this.namespaceMembers = this.namespaceMembers.filter(({ namespaceId }) => namespaceId !== id);
    const gone = this.robots.filter(({ namespaceId }) => namespaceId === id);
    this.robots = this.robots.filter((robot) => !gone.includes(robot));
    for (const robot of gone) this.dropRobot(robot.id);
  }

  private dropRegistry(id: string): void {
    const gone = this.namespaces.filter(({ registryId }) => registryId === id);
    this.namespaces = this.namespaces.filter((namespace) => !gone.includes(namespace));
    for (const namespace of gone) this.dropNamespace(namespace.id);
    this.dropGrants(({ namespaceId, registryId }) => namespaceId === null && registryId === id);
    this.rules = this.rules.filter(({ registryId }) => registryId !== id);
    this.ruleLists = this.ruleLists.filter((list) => list.id !== id);
  }

  private dropGrants(isGone: (grant: GrantState) => boolean): void {
    this.grants = this.grants.filter((grant) => !isGone(grant));
  }
}

function replaced<T extends { readonly id: string }>(list: readonly T[], id: string, state: T | null): T[] {
  const others = list.filter((other) => other.id !== id);
  return state === null ? others : [...others, state];
}
