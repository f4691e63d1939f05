import { type ConfiguredKey, readConfiguredKey } from './key-ring/configured-key.js';
import type { TokenConfig } from './token-config.js';

/** Reads the operator's own signing key, if one is configured; throws a `ConfigurationError` that says what is wrong. */
export function readSigningKey(config: TokenConfig, now: Date): ConfiguredKey | null {
  return config.keyFiles === null ? null : readConfiguredKey(config.keyFiles, now);
}
