import { writeFileSync } from 'node:fs';
import { freePort } from './free-port.js';
import { TestProcess } from './process.js';
import { programPath } from './program.js';
import { TemporaryDirectory } from './temporary-directory.js';
import { waitFor } from './wait-for.js';

/** What Distribution calls `auth.token`. */
export interface RegistryTokenAuth {
  readonly realm: string;
  readonly service: string;
  readonly issuer: string;
  /** PEM of every certificate whose tokens it shall accept. */
  readonly bundle: string;
}

export interface RegistryOptions {
  /** A whole configuration as text; otherwise a minimal one, with `token` where it is given and open without. */
  readonly configuration?: string;
  readonly token?: RegistryTokenAuth;
  /** The bundle for a whole configuration that names its own path. */
  readonly bundle?: string;
  /** The registry's own variables (`REGISTRY_…`). */
  readonly env?: NodeJS.ProcessEnv;
  /** A port from `freePort()`, where the address must be known before. */
  readonly port?: number;
  readonly deleteEnabled?: boolean;
}

export interface RunningRegistry {
  readonly url: string;
  /** Host and port, as in an image reference. */
  readonly host: string;
  readonly port: number;
  readonly process: TestProcess;
  stop(): Promise<void>;
}

function minimalConfiguration({ token, deleteEnabled = true }: RegistryOptions): string {
  const auth =
    token === undefined
      ? ''
      : `auth:
  token:
    realm: ${JSON.stringify(token.realm)}
    service: ${JSON.stringify(token.service)}
    issuer: ${JSON.stringify(token.issuer)}
    rootcertbundle: /nowhere
`;
  return `version: 0.1
log:
  level: info
storage:
  filesystem:
    rootdirectory: /nowhere
  delete:
    enabled: ${String(deleteEnabled)}
http:
  addr: 127.0.0.1:0
${auth}`;
}

/** Debian's docker-registry with a configuration of its own: only the paths and the port of this machine are told beside it. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const directory = new TemporaryDirectory();
  const port = options.port ?? (await freePort());
  const file = directory.join('config.yml');
  writeFileSync(file, options.configuration ?? minimalConfiguration(options));
  const bundle = options.bundle ?? options.token?.bundle;
  if (bundle !== undefined) writeFileSync(directory.join('bundle.pem'), bundle);
  const host = `127.0.0.1:${String(port)}`;
  const server = TestProcess.start(programPath('docker-registry'), {
    args: ['serve', file],
    name: 'docker-registry',
    env: {
      ...process.env,
      REGISTRY_HTTP_ADDR: host,
      REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY: directory.join('data'),
      ...(bundle === undefined ? {} : { REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE: directory.join('bundle.pem') }),
      ...options.env,
    },
  });
  const answers = async () => server.exited !== null || [200, 401].includes((await fetch(`http://${host}/v2/`)).status);
  await waitFor(answers, { what: 'docker-registry answers' });
  server.assertRunning();
  return {
    url: `http://${host}`,
    host,
    port,
    process: server,
    stop: async () => {
      await server.stop('SIGTERM', 2000);
      directory.remove();
    },
  };
}
