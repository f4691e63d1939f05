import { CredentialTable } from './credential-table.js';
import { GrantTable } from './grant-table.js';
import { putOnLevel, rowsOn, takeOffLevel } from './level-grants.js';
import { LevelTable } from './level-table.js';
import { MembershipTable } from './membership-table.js';
import { NamespaceLine } from './namespace-line.js';
import { PartyTable } from './party-table.js';
import { parsePattern } from './pattern.js';
import type { Party, PolicyLevel, Holder, RegistryEntry } from './policy-entries.js';
import { boundsOf } from './limits.js';
import type {
  GrantPrincipal,
  GrantState,
  NamespaceState,
  PolicyRow,
  RefreshRevocationState,
  RegistryState,
  RobotState,
  RuleListState,
  RuleState,
  SettingsState,
  SigningKeyState,
} from './policy-state.js';
import { BROWSE, maskOfEntryVerbs, maskOfRight, NO_VERBS, PULL, type VerbMask } from './right.js';
import { RuleBook } from './rules/rule-book.js';
import { NO_ROW } from './tables/hash-index.js';

/** The compiled rows and the indices over them. What is mentioned before its row came is there without a state. */
export class PolicyTables {
  readonly grants = new GrantTable();
  readonly users = new PartyTable('user', this.grants.parties);
  readonly groups = new PartyTable('group', this.grants.parties);
  readonly robots = new PartyTable('robot', this.grants.parties);
  readonly registries = new Map<string, RegistryEntry>();
  readonly registriesByService = new Map<string, RegistryEntry>();
  readonly namespaces = new LevelTable(this.grants);
  readonly memberships = new MembershipTable({
    users: this.users,
    groups: this.groups,
    levelOf: (id) => this.namespaces.of(id),
    release: (level) => {
      this.namespaces.release(level);
    },
  });
  readonly credentials = new CredentialTable(this.users, this.robots);
  readonly rules = new Map<string, RegistryEntry>();
  readonly revocations = new Map<string, RefreshRevocationState>();
  readonly signingKeys = new Map<string, SigningKeyState>();
  settings: SettingsState | null = null;

  /** Applies one row; constant time, but for what goes with an object that is deleted. */
  apply(row: PolicyRow): void {
    switch (row.kind) {
      case 'user':
        return row.state === null ? this.removeParty(this.users, row.key) : void this.users.put(row.key, row.state);
      case 'group':
        return row.state === null ? this.removeParty(this.groups, row.key) : this.putGroup(row.key, row.state);
      case 'robot':
        return row.state === null ? this.removeParty(this.robots, row.key) : this.putRobot(row.key, row.state);
      case 'group-member':
        return row.state === null ? this.memberships.remove(row.key) : this.memberships.putInGroup(row.state);
      case 'namespace-member':
        return row.state === null ? this.memberships.remove(row.key) : this.memberships.putInNamespace(row.state);
      case 'credential':
        return row.state === null ? this.credentials.remove(row.key) : this.credentials.put(row.state);
      case 'registry':
        return row.state === null ? this.removeRegistry(row.key) : this.putRegistry(row.key, row.state);
      case 'namespace':
        return row.state === null ? this.removeNamespace(row.key) : this.putNamespace(row.key, row.state);
      case 'grant':
        return row.state === null ? this.removeGrant(row.key) : this.putGrant(row.key, row.state);
      case 'rule':
        return this.putRule(row.key, row.state);
      case 'rule-list':
        return this.putRuleList(row.key, row.state);
      case 'refresh-revocation':
        return put(this.revocations, row.key, row.state);
      case 'signing-key':
        return put(this.signingKeys, row.key, row.state);
      case 'settings':
        this.settings = row.state;
    }
  }

  private putGroup(id: string, state: Parameters<PartyTable['put']>[1]): void {
    const group = this.groups.put(id, state);
    // A question about whoever is in this group alone is asked as the group.
    group.groups = [group];
  }

  private putRobot(id: string, state: RobotState): void {
    const robot = this.robots.put(id, state);
    this.leaveHome(robot);
    robot.home = state.namespaceId === null ? null : this.namespaces.of(state.namespaceId);
    if (robot.home !== null) (robot.home.robots ??= new Set()).add(robot);
    robot.bounds = boundsOf(state);
  }

  private leaveHome(robot: Party): void {
    const { home } = robot;
    robot.home = null;
    if (home === null) return;
    home.robots?.delete(robot);
    this.namespaces.release(home);
  }

  /** What mentions it goes with it, whether the rows of that came before, come after, or never come. */
  private removeParty(table: PartyTable, id: string): void {
    const party = table.find(id);
    if (party === undefined) return;
    this.leaveHome(party);
    this.memberships.removeOf(party);
    this.credentials.removeOf(party);
    if (party.grantCount > 0) {
      for (const row of this.grants.rowsNaming(party)) this.takeGrant(row);
    }
    table.remove(party);
  }

  private putRegistry(id: string, state: RegistryState): void {
    const entry = this.registryOf(id);
    releaseName(this.registriesByService, entry.service, entry);
    entry.state = state;
    entry.service = state.service;
    this.registriesByService.set(state.service, entry);
  }

  private removeRegistry(id: string): void {
    const entry = this.registries.get(id);
    if (entry === undefined) return;
    releaseName(this.registriesByService, entry.service, entry);
    entry.state = null;
    for (const { namespace } of this.namespaces.values()) {
      if (namespace?.registryId === id) this.removeNamespace(namespace.id);
    }
    for (const row of rowsOn(this.grants, entry.defaults)) this.takeGrant(row);
    this.grants.levels.release(entry.defaults.handle);
    for (const [ruleId, owner] of this.rules) if (owner === entry) this.rules.delete(ruleId);
    this.registries.delete(id);
  }

  private putNamespace(id: string, state: NamespaceState): void {
    const level = this.namespaces.of(id);
    // Whoever owns it now is mentioned before whoever did is released: it may be the same.
    const owner = (state.owner.kind === 'user' ? this.users : this.groups).mention(state.owner.id);
    this.releaseNamespace(level);
    const registry = this.registryOf(state.registryId);
    // The texts of ids are held once: of a hundred thousand namespaces they would be the most.
    level.namespace = {
      kind: 'namespace',
      id: level.namespaceId,
      registryId: registry.id,
      path: state.path,
      owner: { kind: state.owner.kind, id: owner.id },
    };
    level.owner = owner;
    (owner.owned ??= new Set()).add(level);
    registry.namespaces.set(state.path, level);
    registry.line.note(state.path);
  }

  private removeNamespace(id: string): void {
    const level = this.namespaces.find(id);
    if (level === null) return;
    this.releaseNamespace(level);
    for (const row of rowsOn(this.grants, level)) this.takeGrant(row);
    this.memberships.removeOf(level);
    for (const robot of [...(level.robots ?? [])]) this.removeParty(this.robots, robot.id);
    this.namespaces.release(level);
  }

  private releaseNamespace(level: PolicyLevel): void {
    const { namespace, owner } = level;
    if (namespace === null || owner === null) return;
    const registry = this.registryOf(namespace.registryId);
    releaseName(registry.namespaces, namespace.path, level);
    registry.line.note(namespace.path);
    level.namespace = null;
    level.owner = null;
    owner.owned?.delete(level);
    this.tableOf(owner).release(owner);
  }

  private putGrant(id: string, state: GrantState): void {
    this.removeGrant(id);
    const { namespaceId, registryId, principal } = state;
    const level =
      namespaceId === null ? this.registryOf(registryId).defaults.handle : this.namespaces.handleOf(namespaceId);
    const parsed = state.pattern === null ? null : parsePattern(state.pattern);
    // A pattern that nobody can read closes everything in its namespace: it may have been there to close something.
    const verbs = parsed?.ok === false ? NO_VERBS : verbsOfGrant(state);
    const pattern = parsed?.ok === true ? parsed.pattern : null;
    putOnLevel(this.grants, id, { level, holder: this.holderOf(principal), verbs, pattern });
  }

  private removeGrant(id: string): void {
    const row = this.grants.find(id);
    if (row !== NO_ROW) this.takeGrant(row);
  }

  private takeGrant(row: number): void {
    const { grants } = this;
    const level = grants.levelOf(row);
    const holder = grants.namesSomebody(row) ? grants.holderOf(row) : null;
    takeOffLevel(grants, row);
    this.namespaces.release(level);
    if (holder !== null) this.tableOf(holder).release(holder);
  }

  private putRule(id: string, state: RuleState | null): void {
    this.rules.get(id)?.rules.remove(id);
    this.rules.delete(id);
    if (state === null) return;
    const registry = this.registryOf(state.registryId);
    registry.rules.put(state);
    this.rules.set(id, registry);
  }

  private putRuleList(registryId: string, state: RuleListState | null): void {
    this.registryOf(registryId).rules.rulesOnly = state?.rulesOnly ?? false;
  }

  private holderOf(principal: GrantPrincipal): Holder {
    switch (principal.kind) {
      case 'user':
        return this.users.mention(principal.id);
      case 'group':
        return this.groups.mention(principal.id);
      case 'robot':
        return this.robots.mention(principal.id);
      default:
        return principal.kind;
    }
  }

  private tableOf({ kind }: Party): PartyTable {
    return kind === 'user' ? this.users : kind === 'group' ? this.groups : this.robots;
  }

  private registryOf(id: string): RegistryEntry {
    const known = this.registries.get(id);
    if (known !== undefined) return known;
    const namespaces = new Map<string, PolicyLevel>();
    const made: RegistryEntry = {
      id,
      state: null,
      service: '',
      defaults: this.namespaces.make(null),
      namespaces,
      rules: new RuleBook(),
      grants: this.grants,
      line: new NamespaceLine(namespaces),
    };
    this.registries.set(id, made);
    return made;
  }
}

/** Whoever does not say who they are pulls at most, whatever a row says. */
function verbsOfGrant({ verbs, right, principal }: GrantState): VerbMask {
  const mask = verbs === null ? maskOfRight(right) : maskOfEntryVerbs(verbs);
  return principal.kind === 'anonymous' ? mask & (PULL | BROWSE) : mask;
}

function put<T>(table: Map<string, T>, id: string, state: T | null): void {
  if (state === null) table.delete(id);
  else table.set(id, state);
}

/** A name may have gone to another object in the same commit, which then keeps it. */
function releaseName<T>(index: Map<string, T>, name: string, entry: T): void {
  if (index.get(name) === entry) index.delete(name);
}
