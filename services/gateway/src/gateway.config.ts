import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  commonEnvironment,
  portVariable,
  requireEnvironment,
  trustedProxiesVariable,
  urlVariable,
  webRootVariable,
  type TrustedProxies,
} from '@spectacles/platform';
import { z } from 'zod';

/** How long and how large a request may be, so that no client can hold the door open (a test may shorten them). */
export interface GatewayLimits {
  readonly headersTimeoutMs: number;
  /** From the first byte of the request to the last of its body. */
  readonly requestTimeoutMs: number;
  /** Node looks for expired requests only this often; its own standard is 30 s. */
  readonly checkIntervalMs: number;
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly headerCount: number;
}

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  /** Where people and registries reach this door; null means by whatever host the request names. */
  readonly publicUrl: URL | null;
  /** Prefix of every path, without a slash at its end; empty for none. */
  readonly webRoot: string;
  readonly trustedProxies: TrustedProxies;
  /** Where the token door is, unless it is mounted in this process. */
  readonly tokenServiceUrl: URL | null;
  /** The console's built files; null serves none. */
  readonly consoleDirectory: string | null;
  readonly limits: GatewayLimits;
}

export const standardLimits: GatewayLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  checkIntervalMs: 1000,
  bodyBytes: 1_048_576,
  headerBytes: 16_384,
  headerCount: 100,
};

/** Variables of the gateway; the reference of the configuration is made from it. */
export const gatewayEnvironment = z.object({
  HOST: commonEnvironment.HOST,
  PORT: portVariable(5050).describe('Port of the public door.'),
  PUBLIC_URL: urlVariable
    .optional()
    .describe(
      'Address of the public door as browsers and registries see it; http://localhost:PORT unless set. With https, cookies are Secure.',
    ),
  WEB_ROOT: webRootVariable,
  TRUSTED_PROXIES: trustedProxiesVariable.describe(
    'Addresses and networks, separated by commas, whose X-Forwarded-For is believed.',
  ),
  TOKEN_SERVICE_URL: urlVariable
    .optional()
    .describe('Where the gateway forwards the token door to, when token-service is a process of its own.'),
  CONSOLE_DIR: z
    .string()
    .optional()
    .describe('Directory of the built console; the one of this installation unless set.'),
});

/** The console that was built with this program, if it was. */
function builtConsole(): string | null {
  const directory = fileURLToPath(new URL('../../../frontend/dist/browser', import.meta.url));
  return existsSync(resolve(directory, 'index.html')) ? directory : null;
}

/** Reads the gateway's variables; throws a `ConfigurationError` that lists every problem. */
export function loadGatewayConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const values = requireEnvironment(
    gatewayEnvironment.check((context) => {
      const directory = context.value.CONSOLE_DIR;
      if (directory === undefined || existsSync(resolve(directory, 'index.html'))) return;
      const message = `holds no index.html: ${directory}`;
      context.issues.push({ code: 'custom', input: directory, path: ['CONSOLE_DIR'], message });
    }),
    env,
  );
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL),
    webRoot: values.WEB_ROOT,
    trustedProxies: values.TRUSTED_PROXIES,
    tokenServiceUrl: values.TOKEN_SERVICE_URL === undefined ? null : new URL(values.TOKEN_SERVICE_URL),
    consoleDirectory: values.CONSOLE_DIR === undefined ? builtConsole() : resolve(values.CONSOLE_DIR),
    limits: standardLimits,
  };
}
