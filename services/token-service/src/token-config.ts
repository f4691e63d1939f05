import { join } from 'node:path';

import {
  commonEnvironment,
  ConfigurationError,
  portVariable,
  requireEnvironment,
  type TrustedProxies,
  trustedProxiesVariable,
} from '@spectacles/platform';
import { policyAgeEnvironment, policyAgeLimits, type PolicyAgeLimits } from '@spectacles/policy-replica';
import type { SigningAlgorithm } from '@spectacles/registry-token';
import { z } from 'zod';

import type { KeyFiles } from './key-ring/configured-key.js';

/** What token-service is told from outside. */
export interface TokenConfig {
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: TrustedProxies;
  /** Null: the key ring makes and keeps the keys. */
  readonly keyFiles: KeyFiles | null;
  readonly algorithm: SigningAlgorithm;
  readonly policyAge: PolicyAgeLimits;
  /** Where decisions are kept until the catalog has them, and how many bytes they may take. */
  readonly spool: { readonly directory: string; readonly maximumBytes: number };
  /** Where each start leaves its name for the next one. */
  readonly instanceFile: string;
}

const SPOOL_MINIMUM_BYTES = 1_048_576;

/** Variables of token-service; the reference of the configuration is made from it. */
export const tokenEnvironment = z.object({
  ...commonEnvironment,
  PORT: portVariable(5051).describe('Port of the token door, where token-service is a process of its own.'),
  TRUSTED_PROXIES: trustedProxiesVariable.describe(
    'Addresses and networks, separated by commas, whose X-Forwarded-For is believed.',
  ),
  SPECTACLES_PRIV_KEY_PATH: z
    .string()
    .optional()
    .describe('File with a private key (PEM, P-256 or RSA) that signs tokens instead of the key ring.'),
  SPECTACLES_CERT_PATH: z
    .string()
    .optional()
    .describe('File with the certificate of that key (PEM); without it registries find the key by its id alone.'),
  TOKEN_SIGNING_ALGORITHM: z
    .enum(['ES256', 'RS256'], 'must be ES256 or RS256')
    .default('ES256')
    .describe('Algorithm of the keys that the key ring makes.'),
  DECISION_SPOOL_MAX_BYTES: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a number of bytes')
    .transform(Number)
    .refine((bytes) => bytes >= SPOOL_MINIMUM_BYTES, `must be at least ${String(SPOOL_MINIMUM_BYTES)}`)
    .default(268_435_456)
    .describe('Most that recorded decisions may take of the disk while the catalog does not take them.'),
  ...policyAgeEnvironment,
});

/** Reads the variables of token-service; throws a `ConfigurationError` that lists every problem. */
export function loadTokenConfig(env: NodeJS.ProcessEnv): TokenConfig {
  const values = requireEnvironment(tokenEnvironment, env);
  const { SPECTACLES_PRIV_KEY_PATH: privateKeyPath, SPECTACLES_CERT_PATH: certificatePath = null } = values;
  if (privateKeyPath === undefined && certificatePath !== null) {
    const message = 'is the certificate of the key in SPECTACLES_PRIV_KEY_PATH, which is not set';
    throw new ConfigurationError([{ name: 'SPECTACLES_CERT_PATH', message }]);
  }
  return {
    host: values.HOST,
    port: values.PORT,
    trustedProxies: values.TRUSTED_PROXIES,
    keyFiles: privateKeyPath === undefined ? null : { privateKeyPath, certificatePath },
    algorithm: values.TOKEN_SIGNING_ALGORITHM,
    policyAge: policyAgeLimits(values),
    instanceFile: join(values.DATA_DIR, 'token-instance'),
    spool: { directory: join(values.DATA_DIR, 'decisions'), maximumBytes: values.DECISION_SPOOL_MAX_BYTES },
  };
}
