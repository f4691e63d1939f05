import { publishedPort } from './published-port.js';
import type { ConfiguredRegistry } from './configured-registry.js';
import { commentText, shellWord, yamlText } from './scalar.js';

const DIRECTORY = '/etc/zot';
const CERTIFICATE = 'spectacles-bundle.pem';
const STORAGE_DIRECTORY = '/var/lib/registry';

/** zot's configuration file. It checks one key of its own, so none of another registry's tokens pass there. */
export function zotYaml(registry: ConfiguredRegistry): readonly string[] {
  return [
    `# zot, registry "${commentText(registry.name)}": save as ${DIRECTORY}/config.yaml and run zot serve ${DIRECTORY}/config.yaml.`,
    ...fetchComment(registry, DIRECTORY),
    ...settings(registry, ''),
  ];
}

/** zot has no settings by environment; what there is to say is how to go on. */
export function zotEnvironment(registry: ConfiguredRegistry): readonly string[] {
  return [
    `# zot, registry "${commentText(registry.name)}": zot reads no settings from its environment, only from its file.`,
    '# Take the format "yaml" (or "compose", which carries the file inside) instead.',
  ];
}

/** A compose file that carries the configuration inside. */
export function zotCompose(registry: ConfiguredRegistry): readonly string[] {
  return [
    `# zot, registry "${commentText(registry.name)}": save as compose.yaml and run docker compose up -d (2.23.1 or newer).`,
    ...fetchComment(registry, '.'),
    'services:',
    '  registry:',
    '    image: ghcr.io/project-zot/zot-linux-amd64:latest',
    `    command: serve ${DIRECTORY}/config.yaml`,
    '    restart: unless-stopped',
    '    ports:',
    `      - "${publishedPort(registry.publicHost)}:5000"`,
    '    configs:',
    '      - source: zot',
    `        target: ${DIRECTORY}/config.yaml`,
    '    volumes:',
    `      - registry-data:${STORAGE_DIRECTORY}`,
    `      - ./${CERTIFICATE}:${DIRECTORY}/${CERTIFICATE}:ro`,
    'configs:',
    '  zot:',
    '    content: |',
    ...settings(registry, '      ').map((line) => line.replaceAll('$', '$$$$')),
    'volumes:',
    '  registry-data:',
  ];
}

function fetchComment(registry: ConfiguredRegistry, directory: string): readonly string[] {
  return [
    '# It checks tokens with the public key that it reads at its start. Fetch it first:',
    `#   curl -fsS -o ${directory}/${CERTIFICATE} ${shellWord(registry.bundleUrl)}`,
  ];
}

function settings(registry: ConfiguredRegistry, indent: string): readonly string[] {
  return [
    'distSpecVersion: 1.1.1',
    'storage:',
    `  rootDirectory: ${STORAGE_DIRECTORY}`,
    'http:',
    '  address: 0.0.0.0',
    '  port: "5000"',
    '  auth:',
    '    bearer:',
    `      realm: ${yamlText(registry.realm)}`,
    `      service: ${yamlText(registry.service)}`,
    `      cert: ${DIRECTORY}/${CERTIFICATE}`,
    'log:',
    '  level: info',
  ].map((line) => indent + line);
}
