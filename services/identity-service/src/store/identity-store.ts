import type { PolicyState } from '@spectacles/contracts';
import type { ActivityDoer, ActivityFact } from '../activity/activity.js';
import type { CommandRepository } from '../commands/command.repository.js';
import type { CredentialRepository } from '../credentials/credential.repository.js';
import type { GrantRepository } from '../grants/grant.repository.js';
import type { GroupRepository } from '../groups/group.repository.js';
import type { SigningKeyRepository } from '../key-ring/signing-key.repository.js';
import type { MembershipRepository } from '../memberships/membership.repository.js';
import type { NamespaceRepository } from '../namespaces/namespace.repository.js';
import type { RegistryRepository } from '../registries/registry.repository.js';
import type { ReplicaRepository } from '../replicas/replica.repository.js';
import type { RobotRepository } from '../robots/robot.repository.js';
import type { RuleRepository } from '../rules/rule.repository.js';
import type { RefreshRevocationRepository } from '../sessions/refresh-revocation.repository.js';
import type { SessionRepository } from '../sessions/session.repository.js';
import type { KeptPlaceRepository } from '../throttling/kept-place.js';
import type { ReservedNameRepository, UserRepository } from '../users/user.repository.js';
import type { SettingRepository } from './setting.repository.js';

/** Everything that people decided. */
export interface Repositories {
  readonly users: UserRepository;
  readonly reservedNames: ReservedNameRepository;
  readonly sessions: SessionRepository;
  readonly registries: RegistryRepository;
  readonly namespaces: NamespaceRepository;
  readonly namespaceMembers: MembershipRepository;
  readonly groups: GroupRepository;
  readonly groupMembers: MembershipRepository;
  readonly grants: GrantRepository;
  readonly replicas: ReplicaRepository;
  readonly signingKeys: SigningKeyRepository;
  readonly settings: SettingRepository;
  readonly commands: CommandRepository;
  readonly credentials: CredentialRepository;
  readonly robots: RobotRepository;
  readonly rules: RuleRepository;
  readonly refreshRevocations: RefreshRevocationRepository;
  readonly keptPlaces: KeptPlaceRepository;
}

/** A change under way: what it reads is not stale, since it holds the number of the policy. */
export interface IdentityTransaction extends Repositories {
  /** The number that the policy will have. */
  readonly n: number;
  /** Whether there is a change of the policy to commit yet. */
  readonly appended: boolean;
  /** Whether there is anything to commit yet: what only records an activity keeps the number of the policy. */
  readonly commits: boolean;
  /** The whole new state of something. */
  append(state: PolicyState): void;
  /** Something is gone. */
  appendGone(kind: PolicyState['kind'], id: string): void;
  /** Says who does all that is recorded; without it, it happens by itself. */
  actAs(doer: ActivityDoer): void;
  /** Writes into the activity log what was done: once in every command that changes something. */
  record(fact: ActivityFact): void;
  /** Done once the change is durable; must not throw. */
  afterCommit(effect: () => void): void;
}

/** What came of a change; `n` is the version of the policy that holds it. */
export interface Changed<T> {
  readonly value: T;
  readonly n: number;
}

/** The database of this service: one owner, one log, one version. */
export abstract class IdentityStore {
  /** Single reads and writes, each on its own. */
  abstract readonly now: Repositories;
  /** The version of the policy now. */
  abstract head(): Promise<number>;
  /** One change after another. Work that appends and records nothing is rolled back, its value answered. */
  abstract change<T>(work: (transaction: IdentityTransaction) => Promise<T>): Promise<Changed<T>>;
}
