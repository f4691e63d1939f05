import { publishedPort } from './published-port.js';
import type { ConfiguredRegistry } from './configured-registry.js';
import { commentText, composeValue, shellWord, yamlText } from './scalar.js';

type Version = '2' | '3';

/** Where each release's image keeps its configuration. */
const directories: Readonly<Record<Version, string>> = { '2': '/etc/docker/registry', '3': '/etc/distribution' };
const images: Readonly<Record<Version, string>> = { '2': 'registry:2', '3': 'registry:3' };
const STORAGE_DIRECTORY = '/var/lib/registry';

/** `config.yml`, in block style: a registry merges its environment into maps only as far as they are written so. */
export function distributionYaml(registry: ConfiguredRegistry, version: Version): readonly string[] {
  const directory = directories[version];
  return [
    `# Distribution ${version}.x, registry "${commentText(registry.name)}": save as ${directory}/config.yml and restart the registry.`,
    ...fetchComment(registry, version, directory),
    'version: 0.1',
    'log:',
    '  level: info',
    'storage:',
    '  filesystem:',
    `    rootdirectory: ${STORAGE_DIRECTORY}`,
    '  delete:',
    '    enabled: true',
    'http:',
    '  addr: :5000',
    '  headers:',
    '    X-Content-Type-Options:',
    '      - nosniff',
    'auth:',
    '  token:',
    ...tokenSettings(registry, version, directory).map(([name, value]) => `    ${name}: ${yamlText(value)}`),
    ...(usesJwks(registry, version) ? ['    signingalgorithms:', '      - ES256', '      - RS256'] : []),
    'health:',
    '  storagedriver:',
    '    enabled: true',
    '    interval: 10s',
    '    threshold: 3',
  ];
}

/** Variables for the configuration that the image brings. */
export function distributionEnvironment(registry: ConfiguredRegistry, version: Version): readonly string[] {
  const directory = directories[version];
  return [
    `# Distribution ${version}.x, registry "${commentText(registry.name)}": an --env-file for the configuration that the image brings.`,
    ...fetchComment(registry, version, directory),
    ...variables(registry, version, directory).map(([name, value]) => `${name}=${value}`),
  ];
}

/** A compose file with one registry. */
export function distributionCompose(registry: ConfiguredRegistry, version: Version): readonly string[] {
  const directory = directories[version];
  const files = keyFiles(registry, version);
  return [
    `# Distribution ${version}.x, registry "${commentText(registry.name)}": save as compose.yaml and run docker compose up -d.`,
    ...fetchComment(registry, version, '.'),
    'services:',
    '  registry:',
    `    image: ${images[version]}`,
    '    restart: unless-stopped',
    '    ports:',
    `      - "${publishedPort(registry.publicHost)}:5000"`,
    '    environment:',
    ...variables(registry, version, directory).map(([name, value]) => `      ${name}: ${composeValue(value)}`),
    '    volumes:',
    `      - registry-data:${STORAGE_DIRECTORY}`,
    ...files.map((file) => `      - ./${file.name}:${directory}/${file.name}:ro`),
    'volumes:',
    '  registry-data:',
  ];
}

/** A registry reads its keys once, at its start. */
function fetchComment(registry: ConfiguredRegistry, version: Version, directory: string): readonly string[] {
  const lines = ['# It checks tokens with public keys that it reads at its start. Fetch them first:'];
  for (const file of keyFiles(registry, version))
    lines.push(`#   curl -fsS -o ${directory}/${file.name} ${shellWord(file.url)}`);
  if (version === '2' && registry.headerMode === 'kid-thumbprint')
    lines.push(
      '# Distribution 2 does not know keys by their thumbprint: choose "x5c" or "kid-libtrust" for this registry.',
    );
  return lines;
}

function keyFiles(registry: ConfiguredRegistry, version: Version): readonly { name: string; url: string }[] {
  const bundle = { name: 'spectacles-bundle.pem', url: registry.bundleUrl };
  return usesJwks(registry, version) ? [bundle, { name: 'spectacles-jwks.json', url: registry.jwksUrl }] : [bundle];
}

/** Release 3.0 computes wrong thumbprints of elliptic-curve certificates, and no 3.x knows libtrust ids: the JWKS names both. */
function usesJwks(registry: ConfiguredRegistry, version: Version): boolean {
  return version === '3' && registry.headerMode !== 'x5c';
}

function tokenSettings(
  registry: ConfiguredRegistry,
  version: Version,
  directory: string,
): readonly (readonly [string, string])[] {
  return [
    ['realm', registry.realm],
    ['service', registry.service],
    ['issuer', registry.issuer],
    ['rootcertbundle', `${directory}/spectacles-bundle.pem`],
    ...(usesJwks(registry, version) ? [['jwks', `${directory}/spectacles-jwks.json`] as const] : []),
  ];
}

/** Names and YAML values: a registry parses what its environment holds. */
function variables(
  registry: ConfiguredRegistry,
  version: Version,
  directory: string,
): readonly (readonly [string, string])[] {
  const token = tokenSettings(registry, version, directory);
  return [
    ['REGISTRY_AUTH', 'token'],
    ...token.map(([name, value]) => [`REGISTRY_AUTH_TOKEN_${name.toUpperCase()}`, yamlText(value)] as const),
    ['REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY', yamlText(STORAGE_DIRECTORY)],
    ['REGISTRY_STORAGE_DELETE_ENABLED', 'true'],
  ];
}
