import { distributionCompose, distributionEnvironment, distributionYaml } from './distribution-configuration.js';
import { zotCompose, zotEnvironment, zotYaml } from './zot-configuration.js';

/** The form of the text to paste. */
export type ConfigurationFormat = 'yaml' | 'environment' | 'compose';
/** The program it is for. */
export type ConfigurationVersion = '2' | '3' | 'zot';

/** What a registry must be told to take our tokens. */
export interface ConfiguredRegistry {
  readonly name: string;
  readonly service: string;
  readonly issuer: string;
  readonly publicHost: string;
  readonly headerMode: 'x5c' | 'kid-libtrust' | 'kid-thumbprint';
  /** Where clients get tokens. Always written out: a realm guessed from request headers can be forged. */
  readonly realm: string;
  /** Where the public keys are to be had. */
  readonly bundleUrl: string;
  readonly jwksUrl: string;
}

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
