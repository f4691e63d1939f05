import { ChangeLog } from '@spectacles/change-log/store';
import { ActivityChanged, PolicyChanged } from '@spectacles/contracts';
import {
  BusMessageClient,
  openDataSource,
  type RunningService,
  type ServiceContext,
  startMicroservice,
} from '@spectacles/platform';
import { ACTIVITY_LOG, ActivityLog } from './activity/activity-log.service.js';
import { Argon2Pool } from './credentials/argon2-pool.js';
import { CredentialService } from './credentials/credential.service.js';
import type { PasswordHasher } from './credentials/password-hasher.js';
import { identityEntities } from './database/entities.js';
import { identityMigrations } from './database/migrations.js';
import type { IdentityConfig } from './identity.config.js';
import { IdentityServiceModule } from './identity.module.js';
import { POLICY_LOG, PolicyLog } from './policy-log/policy-log.service.js';
import { PolicyInForce } from './replicas/policy-in-force.js';
import { ReplicaRegistry } from './replicas/replica-registry.js';
import { SetupService } from './setup/setup.service.js';
import { TypeOrmIdentityStore } from './typeorm-identity-store.js';

/** identity-service at work. */
export interface RunningIdentityService extends RunningService {
  /** The code for the first administrator; null once there is one. */
  setupCode(): Promise<string | null>;
}

/** Parts that a test may bring of its own. */
export interface IdentityOverrides {
  readonly hasher?: PasswordHasher;
}

/** Opens the database, brings it up to date, and answers on the bus. */
export async function startIdentityService(
  config: IdentityConfig,
  context: ServiceContext,
  overrides: IdentityOverrides = {},
): Promise<RunningIdentityService> {
  const { bus, logger } = context;
  const dataSource = await openDataSource({
    url: config.databaseUrl,
    variable: 'IDENTITY_DATABASE_URL',
    entities: identityEntities,
    migrations: identityMigrations,
    durability: 'full',
    logger,
  });
  const messages = new BusMessageClient(bus.client());
  const inForce = new PolicyInForce(context.metrics, context.clock);
  const replicas = new ReplicaRegistry({
    clock: context.clock,
    inForce,
    writeSeconds: config.policyWriteSeconds,
    onError: (err) => {
      logger.warn({ err }, 'what token servers told could not be stored');
    },
  });
  const doorbell = (log: string, n: number) => {
    if (log === POLICY_LOG) inForce.committed(n);
    messages.publish(log === ACTIVITY_LOG ? ActivityChanged : PolicyChanged, { n });
  };
  const changes = new ChangeLog({ dataSource, doorbell });
  const store = new TypeOrmIdentityStore(dataSource, changes, context.clock, () => replicas.readableFormat());
  const log = new PolicyLog(changes, store.now);
  const activity = new ActivityLog(changes);
  const hasher = overrides.hasher ?? new Argon2Pool();
  await replicas.open(store.now.replicas);
  const module = IdentityServiceModule.forRoot({ config, context, store, log, activity, hasher, replicas });
  const service = await startMicroservice(module, { bus, queue: 'identity', logger });
  // The first sign-in must not take longer than the ones after it.
  await service.app.get(CredentialService).decoy();
  return {
    setupCode: () => service.app.get(SetupService).code(),
    close: async () => {
      await service.close();
      await hasher.close();
      await dataSource.destroy();
    },
  };
}
