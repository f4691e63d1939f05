import {
  commonEnvironment,
  ConfigurationError,
  parseDatabaseUrl,
  parseEnvironment,
  publicAddress,
  publicIdentityEnvironment,
} from '@spectacles/platform';
import { policyAgeEnvironment } from '@spectacles/policy-replica';
import { join } from 'node:path';
import { z } from 'zod';

/** The variables of this service. */
export const IdentityEnvironment = z.object({
  DATA_DIR: commonEnvironment.DATA_DIR,
  IDENTITY_DATABASE_URL: z
    .string()
    .refine(
      isDatabaseUrl,
      'must be sqlite:<path>, mysql://user:password@host/database or mariadb://user:password@host/database',
    )
    .optional()
    .describe(
      'Database of identity-service: sqlite:<path>, mysql://… or mariadb://…; by default identity.db in DATA_DIR.',
    ),
  ...publicIdentityEnvironment,
  POLICY_MAX_AGE_WRITE_SECONDS: policyAgeEnvironment.POLICY_MAX_AGE_WRITE_SECONDS,
  SPECTACLES_SETUP_CODE: z
    .string()
    .min(8, 'must have 8 characters or more')
    .max(256, 'must have at most 256 characters')
    .optional()
    .describe('One-time code that the first administrator is made with; by default one is made and printed at start.'),
});

/** What the service is told. Also the token under which it is injected. */
export abstract class IdentityConfig {
  abstract readonly databaseUrl: string;
  /** Where people and clients reach us, with `WEB_ROOT`, without a slash at the end. */
  abstract readonly publicUrl: string;
  abstract readonly issuer: string;
  abstract readonly setupCode: string | null;
  /** How old a policy may be that a token server still issues tokens to push by. */
  abstract readonly policyWriteSeconds: number;
}

/** Reads the configuration; throws a `ConfigurationError` that lists every problem. */
export function loadIdentityConfig(env: NodeJS.ProcessEnv): IdentityConfig {
  const read = parseEnvironment(IdentityEnvironment, env);
  if (!read.ok) throw new ConfigurationError(read.problems);
  const { value } = read;
  return {
    databaseUrl: value.IDENTITY_DATABASE_URL ?? `sqlite:${join(value.DATA_DIR, 'identity.db')}`,
    publicUrl: publicAddress(value.PUBLIC_URL ?? `http://localhost:${value.PORT}`, value.WEB_ROOT),
    issuer: value.SPECTACLES_ISSUER_NAME,
    setupCode: value.SPECTACLES_SETUP_CODE ?? null,
    policyWriteSeconds: value.POLICY_MAX_AGE_WRITE_SECONDS,
  };
}

/** Checked with the other variables, so that one start tells of every problem. */
function isDatabaseUrl(url: string): boolean {
  try {
    parseDatabaseUrl(url, 'IDENTITY_DATABASE_URL');
    return true;
  } catch {
    return false;
  }
}
