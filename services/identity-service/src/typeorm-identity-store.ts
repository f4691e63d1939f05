import type { ChangeLog } from '@spectacles/change-log/store';
import { POLICY_FORMAT, type PolicyState } from '@spectacles/contracts';
import { type Clock, newId } from '@spectacles/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { ACTIVITY_LOG } from './activity/activity-log.service.js';
import { type ActivityDoer, type ActivityFact, SYSTEM, toActivityEntry } from './activity/activity.js';
import { TypeOrmCommandRepository } from './commands/typeorm-command.repository.js';
import { TypeOrmCredentialRepository } from './credentials/typeorm-credential.repository.js';
import { TypeOrmGrantRepository } from './grants/typeorm-grant.repository.js';
import { TypeOrmGroupRepository } from './groups/typeorm-group.repository.js';
import { TypeOrmSigningKeyRepository } from './key-ring/typeorm-signing-key.repository.js';
import { GroupMemberEntity, NamespaceMemberEntity } from './memberships/membership.entity.js';
import { TypeOrmMembershipRepository } from './memberships/typeorm-membership.repository.js';
import { TypeOrmNamespaceRepository } from './namespaces/typeorm-namespace.repository.js';
import { POLICY_LOG } from './policy-log/policy-log.service.js';
import { TypeOrmRegistryRepository } from './registries/typeorm-registry.repository.js';
import { ReplicaTooOld } from './replicas/replicas.errors.js';
import { formatOfKind } from './replicas/row-formats.js';
import { TypeOrmReplicaRepository } from './replicas/typeorm-replica.repository.js';
import { TypeOrmRobotRepository } from './robots/typeorm-robot.repository.js';
import { TypeOrmRuleRepository } from './rules/typeorm-rule.repository.js';
import { TypeOrmRefreshRevocationRepository } from './sessions/typeorm-refresh-revocation.repository.js';
import { TypeOrmKeptPlaceRepository } from './throttling/typeorm-kept-place.repository.js';
import { TypeOrmSessionRepository } from './sessions/typeorm-session.repository.js';
import { type Changed, IdentityStore, type IdentityTransaction, type Repositories } from './store/identity-store.js';
import { TypeOrmSettingRepository } from './store/typeorm-setting.repository.js';
import { TypeOrmReservedNameRepository } from './users/typeorm-reserved-name.repository.js';
import { TypeOrmUserRepository } from './users/typeorm-user.repository.js';

/** Everything that people decided, in SQLite, MySQL or MariaDB. */
export class TypeOrmIdentityStore extends IdentityStore {
  override readonly now: Repositories;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    dataSource: DataSource,
    private readonly log: ChangeLog,
    private readonly clock: Clock,
    /** What every reader of the policy can read. */
    private readonly readableFormat: () => number = () => POLICY_FORMAT,
  ) {
    super();
    this.now = repositoriesOf(dataSource.manager);
  }

  override async head(): Promise<number> {
    return (await this.log.head(POLICY_LOG)).n;
  }

  /**
   * In turn: who waits for the number of the log holds a connection, and its holder needs another to read the policy
   * with.
   */
  override change<T>(work: (transaction: IdentityTransaction) => Promise<T>): Promise<Changed<T>> {
    const turn = this.#last.then(() => this.attempt(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  private async attempt<T>(work: (transaction: IdentityTransaction) => Promise<T>): Promise<Changed<T>> {
    // The database may ask for the work a second time: only the last attempt counts.
    let effects: (() => void)[] = [];
    const result = await this.log.run(POLICY_LOG, async ({ manager, n, append, appendTo }) => {
      effects = [];
      const facts: ActivityFact[] = [];
      const write: Append = (entry) => {
        if (formatOfKind(entry.kind) > this.readableFormat()) throw new ReplicaTooOld();
        append(entry);
      };
      const transaction = transactionOf(repositoriesOf(manager), { n, append: write, effects, facts });
      const value = await work(transaction);
      for (const fact of facts) {
        const policyVersion = transaction.appended ? n : null;
        const place = { id: newId(this.clock), at: this.clock.now().toISOString(), policyVersion };
        const entry = toActivityEntry(fact, transaction.doer, place);
        appendTo(ACTIVITY_LOG, { kind: entry.kind, key: entry.id, state: entry });
      }
      return { value, commits: transaction.commits };
    });
    const { value, commits } = result.value;
    if (commits) for (const effect of effects) effect();
    return { value, n: result.n };
  }
}

type Append = (entry: { kind: PolicyState['kind']; key: string; state: object | null }) => void;

interface Collected {
  readonly n: number;
  readonly append: Append;
  readonly effects: (() => void)[];
  readonly facts: ActivityFact[];
}

type RecordedTransaction = IdentityTransaction & { readonly doer: ActivityDoer };

function transactionOf(repositories: Repositories, { n, append, effects, facts }: Collected): RecordedTransaction {
  let appended = false;
  let doer = SYSTEM;
  const transaction: RecordedTransaction = {
    ...repositories,
    n,
    get appended() {
      return appended;
    },
    get commits() {
      return appended || facts.length > 0;
    },
    get doer() {
      return doer;
    },
    actAs: (who) => {
      doer = who;
    },
    record: (fact) => {
      facts.push(fact);
    },
    append: (state: PolicyState) => {
      appended = true;
      append({ kind: state.kind, key: state.id, state });
    },
    appendGone: (kind, id) => {
      appended = true;
      append({ kind, key: id, state: null });
    },
    afterCommit: (effect) => {
      effects.push(effect);
    },
  };
  return transaction;
}

function repositoriesOf(manager: EntityManager): Repositories {
  return {
    users: new TypeOrmUserRepository(manager),
    reservedNames: new TypeOrmReservedNameRepository(manager),
    sessions: new TypeOrmSessionRepository(manager),
    registries: new TypeOrmRegistryRepository(manager),
    namespaces: new TypeOrmNamespaceRepository(manager),
    namespaceMembers: new TypeOrmMembershipRepository(manager, NamespaceMemberEntity),
    groups: new TypeOrmGroupRepository(manager),
    groupMembers: new TypeOrmMembershipRepository(manager, GroupMemberEntity),
    grants: new TypeOrmGrantRepository(manager),
    replicas: new TypeOrmReplicaRepository(manager),
    signingKeys: new TypeOrmSigningKeyRepository(manager),
    settings: new TypeOrmSettingRepository(manager),
    commands: new TypeOrmCommandRepository(manager),
    credentials: new TypeOrmCredentialRepository(manager),
    robots: new TypeOrmRobotRepository(manager),
    rules: new TypeOrmRuleRepository(manager),
    refreshRevocations: new TypeOrmRefreshRevocationRepository(manager),
    keptPlaces: new TypeOrmKeptPlaceRepository(manager),
  };
}
