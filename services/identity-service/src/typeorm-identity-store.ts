import type { ChangeLog } from '@spectacles/change-log/store';
import type { PolicyState } from '@spectacles/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { TypeOrmCommandRepository } from './commands/typeorm-command.repository.js';
import { TypeOrmCredentialRepository } from './credentials/typeorm-credential.repository.js';
import { TypeOrmGrantRepository } from './grants/typeorm-grant.repository.js';
import { TypeOrmSigningKeyRepository } from './key-ring/typeorm-signing-key.repository.js';
import { TypeOrmNamespaceRepository } from './namespaces/typeorm-namespace.repository.js';
import { POLICY_LOG } from './policy-log/policy-log.service.js';
import { TypeOrmRegistryRepository } from './registries/typeorm-registry.repository.js';
import { TypeOrmRobotRepository } from './robots/typeorm-robot.repository.js';
import { TypeOrmRefreshRevocationRepository } from './sessions/typeorm-refresh-revocation.repository.js';
import { TypeOrmSessionRepository } from './sessions/typeorm-session.repository.js';
import { type Changed, IdentityStore, type IdentityTransaction, type Repositories } from './store/identity-store.js';
import { TypeOrmSettingRepository } from './store/typeorm-setting.repository.js';
import { TypeOrmReservedNameRepository } from './users/typeorm-reserved-name.repository.js';
import { TypeOrmUserRepository } from './users/typeorm-user.repository.js';

/** Everything that people decided, in SQLite, MySQL or MariaDB. */
export class TypeOrmIdentityStore extends IdentityStore {
  override readonly now: Repositories;

  constructor(
    dataSource: DataSource,
    private readonly log: ChangeLog,
  ) {
    super();
    this.now = repositoriesOf(dataSource.manager);
  }

  override async head(): Promise<number> {
    return (await this.log.head(POLICY_LOG)).n;
  }

  override async change<T>(work: (transaction: IdentityTransaction) => Promise<T>): Promise<Changed<T>> {
    // The database may ask for the work a second time: only the last attempt counts.
    let effects: (() => void)[] = [];
    const result = await this.log.run(POLICY_LOG, async ({ manager, n, append }) => {
      effects = [];
      const transaction = transactionOf(repositoriesOf(manager), n, append, effects);
      return { value: await work(transaction), appended: transaction.appended };
    });
    const { value, appended } = result.value;
    if (appended) for (const effect of effects) effect();
    return { value, n: result.n };
  }
}

type Append = (entry: { kind: string; key: string; state: object | null }) => void;

function transactionOf(repositories: Repositories, n: number, append: Append, effects: (() => void)[]) {
  let appended = false;
  const transaction: IdentityTransaction = {
    ...repositories,
    n,
    get appended() {
      return appended;
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
    grants: new TypeOrmGrantRepository(manager),
    signingKeys: new TypeOrmSigningKeyRepository(manager),
    settings: new TypeOrmSettingRepository(manager),
    commands: new TypeOrmCommandRepository(manager),
    credentials: new TypeOrmCredentialRepository(manager),
    robots: new TypeOrmRobotRepository(manager),
    refreshRevocations: new TypeOrmRefreshRevocationRepository(manager),
  };
}
