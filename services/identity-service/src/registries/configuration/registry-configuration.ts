import type { ConfiguredRegistry } from './configured-registry.js';
import { distributionCompose, distributionEnvironment, distributionYaml } from './distribution-configuration.js';
import { zotCompose, zotEnvironment, zotYaml } from './zot-configuration.js';

/** The form of the text to paste. */
export type ConfigurationFormat = 'yaml' | 'environment' | 'compose';
/** The program it is for. */
export type ConfigurationVersion = '2' | '3' | 'zot';

/** The whole configuration of a registry as text to paste; every form of it starts the registry as it is. */
export function registryConfiguration(
  registry: ConfiguredRegistry,
  format: ConfigurationFormat,
  version: ConfigurationVersion,
): string {
  const lines = version === 'zot' ? zotLines(registry, format) : distributionLines(registry, format, version);
  return `${lines.join('\n')}\n`;
}

function zotLines(registry: ConfiguredRegistry, format: ConfigurationFormat): readonly string[] {
  switch (format) {
    case 'yaml':
      return zotYaml(registry);
    case 'environment':
      return zotEnvironment(registry);
    case 'compose':
      return zotCompose(registry);
  }
}

function distributionLines(
  registry: ConfiguredRegistry,
  format: ConfigurationFormat,
  version: '2' | '3',
): readonly string[] {
  switch (format) {
    case 'yaml':
      return distributionYaml(registry, version);
    case 'environment':
      return distributionEnvironment(registry, version);
    case 'compose':
      return distributionCompose(registry, version);
  }
}
