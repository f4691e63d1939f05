import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  programPath,
  requireProgram,
  type RunningRegistry,
  startRegistry,
  TemporaryDirectory,
} from '@spectacles/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConfiguredRegistry } from './configured-registry.js';
import { registryConfiguration } from './registry-configuration.js';

const registry: ConfiguredRegistry = {
  name: 'main',
  service: 'Docker registry',
  issuer: 'Auth service',
  publicHost: 'localhost:5000',
  headerMode: 'x5c',
  realm: 'http://localhost:5050/token',
  bundleUrl: 'http://localhost:5050/keys/bundle.pem?service=Docker%20registry',
  jwksUrl: 'http://localhost:5050/keys/jwks.json?service=Docker%20registry',
};

/** The image's own configuration, as far as it matters here. */
const imageConfiguration = 'version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: /nowhere\nhttp:\n  addr: :5000\n';

describe.skipIf(!requireProgram('docker-registry', 'openssl'))('Distribution 2.8', () => {
  const directory = new TemporaryDirectory();
  let bundle: string;
  let running: RunningRegistry | null = null;

  beforeAll(() => {
    const [key, certificate] = [directory.join('key.pem'), directory.join('bundle.pem')];
    const subject = ['-subj', '/CN=test', '-days', '2', '-nodes', '-keyout', key, '-out', certificate];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    execFileSync(programPath('openssl'), ['req', '-x509', ...curve, ...subject], { stdio: 'pipe' });
    bundle = readFileSync(certificate, 'utf8');
    return () => {
      directory.remove();
    };
  });
  afterEach(async () => {
    await running?.stop();
    running = null;
  });

  const challenge = async () => (await fetch(`${running?.url ?? ''}/v2/`)).headers.get('www-authenticate');

  it.each(['Docker registry', '5000', 'true', 'a: b', '# x', '{a}'])(
    'starts with the generated file and asks for tokens of the service %j',
    async (service) => {
      const configuration = registryConfiguration({ ...registry, service }, 'yaml', '2');
      running = await startRegistry({ configuration, bundle });
      expect(await challenge()).toBe(`Bearer realm="http://localhost:5050/token",service="${service}"`);
    },
  );

  it.each(['Docker registry', '5000', 'a: b'])(
    'starts with the generated environment and asks for tokens of the service %j',
    async (service) => {
      const text = registryConfiguration({ ...registry, service }, 'environment', '2');
      const lines = text.split('\n').filter((line) => line.includes('=') && !line.startsWith('#'));
      const env = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
      const here = {
        REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY: directory.join('data'),
        REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE: directory.join('bundle.pem'),
      };
      running = await startRegistry({ configuration: imageConfiguration, env: { ...env, ...here } });
      expect(await challenge()).toBe(`Bearer realm="http://localhost:5050/token",service="${service}"`);
    },
  );
});
