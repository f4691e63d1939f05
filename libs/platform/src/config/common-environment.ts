import { z } from 'zod';

/** A TCP port as a variable holds it; 0 asks the system for a free one. */
export const portVariable = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be at most 65535')
    .default(standard);

/** An http(s) address without a trailing slash. */
export const urlVariable = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an http or https URL')
  .transform((text) => text.replace(/\/+$/, ''));

/** Variables that every process knows; a service's schema spreads them into its own. */
export const commonEnvironment = {
  HOST: z.string().default('127.0.0.1').describe('Address that the public port listens on.'),
  MANAGEMENT_PORT: portVariable(9464).describe('Port of /livez, /readyz and /metrics.'),
  MANAGEMENT_HOST: z.string().default('127.0.0.1').describe('Address that the management port listens on.'),
  DATA_DIR: z.string().default('./data').describe('Directory of everything that the process keeps on disk.'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info')
    .describe('Least level that is logged.'),
  SECRET_KEY: z
    .string()
    .optional()
    .describe('Keys that seal secrets at rest: 32 bytes or more each, separated by commas; the first seals, all open.'),
  NATS_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^(nats|tls):$/.test(new URL(text).protocol),
      'must be a nats:// or tls:// URL',
    )
    .optional()
    .describe('Broker between the services (nats://user:password@host:4222).'),
} as const;
