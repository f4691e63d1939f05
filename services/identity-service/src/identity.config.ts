import { commonEnvironment, requireEnvironment, urlVariable } from '@spectacles/platform';
import { z } from 'zod';

/** The variables of this service. */
export const IdentityEnvironment = z.object({
  DATA_DIR: commonEnvironment.DATA_DIR,
  IDENTITY_DATABASE_URL: z
    .string()
    .optional()
    .describe(
      'Database of identity-service: sqlite:<path>, mysql://… or mariadb://…; by default identity.db in DATA_DIR.',
    ),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .default('5050')
    .describe('Port of the gateway, of which PUBLIC_URL is made where it is not given.'),
  PUBLIC_URL: urlVariable.optional().describe('Address at which people and clients reach us; realms are made of it.'),
  WEB_ROOT: z
    .string()
    .regex(/^(?:\/[A-Za-z0-9._~-]+)*\/?$/, 'must be a path such as /spectacles')
    .transform((path) => path.replace(/\/$/, ''))
    .default('')
    .describe('Path below which everything is served.'),
  SPECTACLES_ISSUER_NAME: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, 'must be printable ASCII, at most 255 characters')
    .default('Auth service')
    .describe('Issuer of tokens for registries that name none of their own.'),
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
}

/** Reads the configuration; throws a `ConfigurationError` that lists every problem. */
export function loadIdentityConfig(env: NodeJS.ProcessEnv): IdentityConfig {
  const read = requireEnvironment(IdentityEnvironment, env);
  return {
    databaseUrl: read.IDENTITY_DATABASE_URL ?? `sqlite:${read.DATA_DIR}/identity.db`,
    publicUrl: (read.PUBLIC_URL ?? `http://localhost:${read.PORT}`) + read.WEB_ROOT,
    issuer: read.SPECTACLES_ISSUER_NAME,
    setupCode: read.SPECTACLES_SETUP_CODE ?? null,
  };
}
