import { dirname, resolve } from 'node:path';
import { loadCatalogConfig } from '@spectacles/catalog-service/config';
import { type GatewayConfig, loadGatewayConfig } from '@spectacles/gateway';
import { type IdentityConfig, loadIdentityConfig } from '@spectacles/identity-service';
import {
  commonEnvironment,
  ConfigurationError,
  type ConfigurationProblem,
  parseDatabaseUrl,
  requireEnvironment,
} from '@spectacles/platform';
import { loadSyncConfig } from '@spectacles/registry-sync-service/config';
import { loadTokenConfig, type TokenConfig } from '@spectacles/token-service';
import { z } from 'zod';

const { DATA_DIR, LOG_LEVEL, MANAGEMENT_HOST, MANAGEMENT_PORT, SECRET_KEY } = commonEnvironment;

/** What the process reads beside the variables of its services. */
const ProcessEnvironment = z.object({ DATA_DIR, LOG_LEVEL, MANAGEMENT_HOST, MANAGEMENT_PORT, SECRET_KEY });

/** A database file of one service, and the variable that it is named by. */
export interface DatabaseFile {
  readonly variable: string;
  readonly path: string;
}

export interface StandaloneConfig {
  readonly dataDirectory: string;
  readonly logLevel: string;
  readonly management: { readonly host: string; readonly port: number };
  /** Keys given from outside; null: the file in the data directory. */
  readonly secretKey: string | null;
  readonly gateway: GatewayConfig;
  readonly token: TokenConfig;
  readonly identity: IdentityConfig;
  readonly databaseFiles: readonly DatabaseFile[];
}

/** Collects problems by name, one a variable: services share variables. */
class Problems {
  private readonly byName = new Map<string, ConfigurationProblem>();

  collect<T>(load: () => T): T | null {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const problem of error.problems) {
        if (!this.byName.has(problem.name)) this.byName.set(problem.name, problem);
      }
      return null;
    }
  }

  throwIfAny(): void {
    if (this.byName.size > 0) throw new ConfigurationError([...this.byName.values()]);
  }
}

function databaseFile(variable: string, url: string | undefined): DatabaseFile | null {
  if (url === undefined) return null;
  const address = parseDatabaseUrl(url, variable);
  return address.kind === 'sqlite' ? { variable, path: resolve(address.path) } : null;
}

const present = <T>(value: T | null): value is T => value !== null;

/** Reads everything at once, so that every problem of every service is listed at the first start. */
export function loadStandaloneConfig(env: NodeJS.ProcessEnv): StandaloneConfig {
  const problems = new Problems();
  const own = problems.collect(() => requireEnvironment(ProcessEnvironment, env));
  const gateway = problems.collect(() => loadGatewayConfig(env));
  const token = problems.collect(() => loadTokenConfig(env));
  const identity = problems.collect(() => loadIdentityConfig(env));
  const catalog = problems.collect(() => loadCatalogConfig(env));
  const sync = problems.collect(() => loadSyncConfig(env));
  const files = [
    problems.collect(() => databaseFile('IDENTITY_DATABASE_URL', identity?.databaseUrl)),
    problems.collect(() => databaseFile('CATALOG_DATABASE_URL', catalog?.databaseUrl)),
    problems.collect(() => databaseFile('SYNC_DATABASE_URL', sync?.databaseUrl)),
  ];
  problems.throwIfAny();
  if (own === null || gateway === null || token === null || identity === null) {
    throw new TypeError('A configuration without problems is incomplete.');
  }
  return {
    dataDirectory: resolve(own.DATA_DIR),
    logLevel: own.LOG_LEVEL,
    management: { host: own.MANAGEMENT_HOST, port: own.MANAGEMENT_PORT },
    secretKey: own.SECRET_KEY ?? null,
    gateway,
    token,
    identity,
    databaseFiles: files.filter(present),
  };
}

/** The directories that database files need: the data directory, and wherever else the variables point. */
export function directoriesOf(config: StandaloneConfig): readonly string[] {
  return [...new Set([config.dataDirectory, ...config.databaseFiles.map(({ path }) => dirname(path))])];
}
