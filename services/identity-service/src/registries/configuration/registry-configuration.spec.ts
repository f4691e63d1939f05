import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { ConfiguredRegistry } from './configured-registry.js';
import { registryConfiguration } from './registry-configuration.js';

const registry: ConfiguredRegistry = {
  name: 'main',
  service: 'Docker registry',
  issuer: 'Auth service',
  publicHost: 'registry.example.com:5443',
  headerMode: 'x5c',
  realm: 'https://spectacles.example.com/token',
  bundleUrl: 'https://spectacles.example.com/keys/bundle.pem?service=Docker%20registry',
  jwksUrl: 'https://spectacles.example.com/keys/jwks.json?service=Docker%20registry',
};

/** Names that a careless generator would write as a number, a truth value, a map, a comment, a variable or two lines. */
const awkwardNames = [
  'true',
  'No',
  '5000',
  'a: b',
  '# x',
  "it's",
  '"quoted"',
  '$HOME',
  '{a}',
  '- x',
  'a #b',
  '\\n',
  '!x',
];

/** A yaml.v2 reader, as Distribution's is. */
function read(text: string): unknown {
  return load(text, { schema: YAML11_SCHEMA });
}

function variablesOf(text: string): Record<string, unknown> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), read(line.slice(line.indexOf('=') + 1))]),
  );
}

describe('yaml', () => {
  it('for Distribution 2 is complete', () => {
    expect(read(registryConfiguration(registry, 'yaml', '2'))).toEqual({
      version: 0.1,
      log: { level: 'info' },
      storage: { filesystem: { rootdirectory: '/var/lib/registry' }, delete: { enabled: true } },
      http: { addr: ':5000', headers: { 'X-Content-Type-Options': ['nosniff'] } },
      auth: {
        token: {
          realm: 'https://spectacles.example.com/token',
          service: 'Docker registry',
          issuer: 'Auth service',
          rootcertbundle: '/etc/docker/registry/spectacles-bundle.pem',
        },
      },
      health: { storagedriver: { enabled: true, interval: '10s', threshold: 3 } },
    });
  });

  it('for Distribution 3 reads keys by their ids from a JWKS', () => {
    const text = registryConfiguration({ ...registry, headerMode: 'kid-libtrust' }, 'yaml', '3');
    expect(read(text)).toMatchObject({
      auth: {
        token: {
          rootcertbundle: '/etc/distribution/spectacles-bundle.pem',
          jwks: '/etc/distribution/spectacles-jwks.json',
          signingalgorithms: ['ES256', 'RS256'],
        },
      },
    });
    expect(text).toContain(`'${registry.jwksUrl}'`);
    expect(registryConfiguration(registry, 'yaml', '3')).not.toContain('jwks');
  });

  it('for zot has its own certificate and no issuer', () => {
    expect(read(registryConfiguration(registry, 'yaml', 'zot'))).toMatchObject({
      http: {
        port: '5000',
        auth: {
          bearer: {
            realm: 'https://spectacles.example.com/token',
            service: 'Docker registry',
            cert: '/etc/zot/spectacles-bundle.pem',
          },
        },
      },
    });
  });

  it.each(awkwardNames)('keeps the name %j as text', (name) => {
    const awkward = { ...registry, service: name, issuer: name, name };
    for (const version of ['2', '3'] as const)
      expect(read(registryConfiguration(awkward, 'yaml', version))).toMatchObject({
        auth: { token: { service: name, issuer: name } },
      });
    expect(read(registryConfiguration(awkward, 'yaml', 'zot'))).toMatchObject({
      http: { auth: { bearer: { service: name } } },
    });
  });

  it('is written in block style and says where the keys come from', () => {
    for (const version of ['2', '3', 'zot'] as const) {
      const text = registryConfiguration(registry, 'yaml', version);
      expect(text).not.toMatch(/[{}]/);
      expect(text).toContain(`'${registry.bundleUrl}'`);
    }
  });

  it('says that Distribution 2 knows no thumbprints', () => {
    expect(registryConfiguration({ ...registry, headerMode: 'kid-thumbprint' }, 'yaml', '2')).toContain('thumbprint');
  });

  it('SEC-E14 names the realm and never lets the registry guess it', () => {
    for (const format of ['yaml', 'environment', 'compose'] as const)
      for (const version of ['2', '3'] as const) {
        const text = registryConfiguration(registry, format, version);
        expect(text).toContain('https://spectacles.example.com/token');
        expect(text.toLowerCase()).not.toContain('autoredirect');
      }
  });
});

describe('environment', () => {
  it('names every setting', () => {
    expect(variablesOf(registryConfiguration(registry, 'environment', '2'))).toEqual({
      REGISTRY_AUTH: 'token',
      REGISTRY_AUTH_TOKEN_REALM: 'https://spectacles.example.com/token',
      REGISTRY_AUTH_TOKEN_SERVICE: 'Docker registry',
      REGISTRY_AUTH_TOKEN_ISSUER: 'Auth service',
      REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE: '/etc/docker/registry/spectacles-bundle.pem',
      REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY: '/var/lib/registry',
      REGISTRY_STORAGE_DELETE_ENABLED: true,
    });
  });

  it.each(awkwardNames)('keeps the name %j as text', (name) => {
    const text = registryConfiguration({ ...registry, service: name }, 'environment', '3');
    expect(variablesOf(text)['REGISTRY_AUTH_TOKEN_SERVICE']).toBe(name);
  });

  it('of zot says that there is none', () => {
    expect(variablesOf(registryConfiguration(registry, 'environment', 'zot'))).toEqual({});
  });
});

describe('compose', () => {
  it('starts one registry at the port that people pull from', () => {
    const file = read(registryConfiguration(registry, 'compose', '2')) as {
      services: { registry: { image: string; ports: string[]; volumes: string[] } };
    };
    expect(file.services.registry).toMatchObject({
      image: 'registry:2',
      ports: ['5443:5000'],
      volumes: [
        'registry-data:/var/lib/registry',
        './spectacles-bundle.pem:/etc/docker/registry/spectacles-bundle.pem:ro',
      ],
    });
  });

  it('publishes 5000 where people name no port', () => {
    const text = registryConfiguration({ ...registry, publicHost: 'registry.example.com' }, 'compose', '3');
    expect(text).toContain('"5000:5000"');
  });

  it.each(awkwardNames)('keeps the name %j through compose and the registry', (name) => {
    const file = read(registryConfiguration({ ...registry, service: name }, 'compose', '3')) as {
      services: { registry: { environment: Record<string, string> } };
    };
    const value = file.services.registry.environment['REGISTRY_AUTH_TOKEN_SERVICE'] ?? '';
    expect(read(value.replaceAll('$$', '$'))).toBe(name);
  });

  it.each(awkwardNames)('of zot carries the file with the name %j inside', (name) => {
    const file = read(registryConfiguration({ ...registry, service: name }, 'compose', 'zot')) as {
      configs: { zot: { content: string } };
    };
    expect(read(file.configs.zot.content.replaceAll('$$', '$'))).toMatchObject({
      http: { auth: { bearer: { service: name } } },
    });
  });
});
