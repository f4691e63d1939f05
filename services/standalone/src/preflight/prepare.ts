import { type Health, type Metrics, type ServiceContext, SystemClock } from '@spectacles/platform';
import { readSigningKey } from '@spectacles/token-service';
import { join } from 'node:path';
import type { Closers } from '../closers.js';
import { checkDirectory, makeDirectory } from '../directory/data-directory.js';
import { DirectoryLock, LOCK_FILE } from '../directory/directory-lock.js';
import { makeSecretKeyFile, readSecretKeyFile } from '../directory/secret-key-file.js';
import { directoriesOf, loadStandaloneConfig, type StandaloneConfig } from '../standalone.config.js';
import { checkDatabaseFiles } from './check-database-files.js';
import type { PortReservation } from './port-reservation.js';
import { reservePorts } from './reserve-ports.js';

/** Everything that can be refused was not; the directory is ours. */
export interface Prepared {
  readonly config: StandaloneConfig;
  /** With the port that the system gave, where any was asked for. */
  readonly env: NodeJS.ProcessEnv;
  readonly secretKey: string;
  readonly door: PortReservation;
}

/** The key from outside or from the data directory; null on a first start. */
function knownSecretKey(config: StandaloneConfig): string | null {
  if (config.secretKey !== null) return config.secretKey;
  const identity = config.databaseFiles.find(({ variable }) => variable === 'IDENTITY_DATABASE_URL');
  return readSecretKeyFile(config.dataDirectory, identity?.path ?? join(config.dataDirectory, 'identity.db'));
}

/**
 * Looks at everything that can be wrong, in the order in which an operator wants to know it, before anything is
 * written: configuration, ports, keys, database files. Then takes the directory.
 */
export async function prepare(
  given: NodeJS.ProcessEnv,
  observed: { readonly health: Health; readonly metrics: Metrics } & Partial<Pick<ServiceContext, 'clock'>>,
  closers: Closers,
): Promise<Prepared> {
  const asked = loadStandaloneConfig(given);
  checkDirectory(asked.dataDirectory);
  const { door, management } = await reservePorts(asked, observed);
  closers.add(() => management.close());
  closers.add(() => door.release());
  const env = { ...given, PORT: String(door.port) };
  const config = loadStandaloneConfig(env);
  const clock = observed.clock ?? new SystemClock();
  readSigningKey(config.token, clock.now());
  const lockFile = { variable: 'DATA_DIR', path: join(config.dataDirectory, LOCK_FILE) };
  checkDatabaseFiles([lockFile, ...config.databaseFiles]);
  const secretKey = knownSecretKey(config);
  for (const directory of directoriesOf(config)) makeDirectory(directory);
  const lock = DirectoryLock.take(config.dataDirectory);
  closers.add(() => {
    lock.release();
  });
  return { config, env, door, secretKey: secretKey ?? makeSecretKeyFile(config.dataDirectory) };
}
