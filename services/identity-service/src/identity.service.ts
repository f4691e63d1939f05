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
import { PolicyLog } from './policy-log/policy-log.service.js';
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
  const doorbell = (log: string, n: number) =>
    messages.publish(log === ACTIVITY_LOG ? ActivityChanged : PolicyChanged, { n });
  const changes = new ChangeLog({ dataSource, doorbell });
  const store = new TypeOrmIdentityStore(dataSource, changes, context.clock);
  const log = new PolicyLog(changes, store.now);
  const activity = new ActivityLog(changes);
  const hasher = overrides.hasher ?? new Argon2Pool();
  const module = IdentityServiceModule.forRoot({ config, context, store, log, activity, hasher });
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
