import {
  commonEnvironment,
  parseDatabaseUrl,
  publicAddress,
  publicIdentityEnvironment,
  requireEnvironment,
} from '@spectacles/platform';
import { policyAgeEnvironment, policyAgeLimits, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { join } from 'node:path';
import { z } from 'zod';

const SECONDS_MAX = 86_400;

/** What registry-sync-service reads from its environment. */
export const SyncEnvironment = z.object({
  DATA_DIR: commonEnvironment.DATA_DIR,
  SYNC_DATABASE_URL: z
    .string()
    .optional()
    .describe('Database of registry-sync-service (sqlite:, mysql: or mariadb:); by default sync.db under DATA_DIR.'),
  SPECTACLES_BACKGROUND_UPDATE: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number of seconds')
    .transform(Number)
    .refine((seconds) => seconds >= 1 && seconds <= SECONDS_MAX, 'must be from 1 to 86400 seconds')
    .default(30)
    .describe('Seconds between two readings of a registry.'),
  ...publicIdentityEnvironment,
  ...policyAgeEnvironment,
});

export interface SyncConfig {
  readonly databaseUrl: string;
  /** Time between two scheduled sweeps of a registry. */
  readonly periodMs: number;
  /** Where people and clients reach us, with `WEB_ROOT`, without a slash at the end. */
  readonly publicUrl: string;
  /** Issuer of tokens where a registry names none of its own. */
  readonly issuer: string;
  readonly policyAge: PolicyAgeLimits;
}

/** Reads the configuration; throws a ConfigurationError that lists every problem. */
export function loadSyncConfig(env: NodeJS.ProcessEnv): SyncConfig {
  const read = requireEnvironment(SyncEnvironment, env);
  const databaseUrl = read.SYNC_DATABASE_URL ?? `sqlite:${join(read.DATA_DIR, 'sync.db')}`;
  parseDatabaseUrl(databaseUrl, 'SYNC_DATABASE_URL');
  return {
    databaseUrl,
    periodMs: read.SPECTACLES_BACKGROUND_UPDATE * 1000,
    publicUrl: publicAddress(read.PUBLIC_URL ?? `http://localhost:${read.PORT}`, read.WEB_ROOT),
    issuer: read.SPECTACLES_ISSUER_NAME,
    policyAge: policyAgeLimits(read),
  };
}
