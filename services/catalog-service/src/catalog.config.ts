import { commonEnvironment, ConfigurationError, parseDatabaseUrl, parseEnvironment } from '@spectacles/platform';
import { policyAgeEnvironment, policyAgeLimits, type PolicyAgeLimits } from '@spectacles/policy-replica';
import { join } from 'node:path';
import { z } from 'zod';

/** What catalog-service reads from its environment. */
export const CatalogEnvironment = z.object({
  DATA_DIR: commonEnvironment.DATA_DIR,
  CATALOG_DATABASE_URL: z
    .string()
    .optional()
    .describe('Database of catalog-service (sqlite:, mysql: or mariadb:); by default catalog.db under DATA_DIR.'),
  ...policyAgeEnvironment,
});

export interface CatalogConfig {
  readonly databaseUrl: string;
  readonly policyAge: PolicyAgeLimits;
}

/** Reads the configuration; throws a ConfigurationError that lists every problem. */
export function loadCatalogConfig(env: NodeJS.ProcessEnv): CatalogConfig {
  const parsed = parseEnvironment(CatalogEnvironment, env);
  if (!parsed.ok) throw new ConfigurationError(parsed.problems);
  const { DATA_DIR, CATALOG_DATABASE_URL } = parsed.value;
  const databaseUrl = CATALOG_DATABASE_URL ?? `sqlite:${join(DATA_DIR, 'catalog.db')}`;
  parseDatabaseUrl(databaseUrl, 'CATALOG_DATABASE_URL');
  return { databaseUrl, policyAge: policyAgeLimits(parsed.value) };
}
