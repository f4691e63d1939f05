import type { SqlCondition } from '../database/sql.js';

const SUFFIXES = ['', '.sig', '.att', '.sbom'];
const NAME = /^sha256-[0-9a-f]{64}(?:\.(?:sig|att|sbom))?$/;

/**
 * Whether a tag only stands for what belongs to another image: the referrers tag of the OCI distribution
 * specification (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema), and the
 * names under which cosign keeps signatures, attestations and bills of materials. Nobody pulls by them.
 */
export function isSupplementTag(name: string): boolean {
  return NAME.test(name);
}

/** The same as a condition of either database; neither takes a capital letter for a small one here. */
export function supplementCondition(column: string, kind: 'mysql' | 'sqlite'): SqlCondition {
  if (kind === 'mysql') return { sql: `${column} REGEXP ?`, values: ['^sha256-[0-9a-f]{64}([.](sig|att|sbom))?$'] };
  const patterns = SUFFIXES.map((suffix) => `sha256-${'[0-9a-f]'.repeat(64)}${suffix}`);
  return { sql: `(${patterns.map(() => `${column} GLOB ?`).join(' OR ')})`, values: patterns };
}
