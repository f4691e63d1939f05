import { partyOf, type Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { entriesNaming } from './level-grants.js';
import { patternCanMatchWithin } from './pattern.js';
import type { Party, PolicyLevel, RegistryEntry } from './policy-entries.js';
import { parentPathOf } from './repository-name.js';
import { NO_VERBS } from './right.js';

/**
 * Whether an entry above a path gives the caller, or a group of his, nothing on some names in it. If he came to own the
 * path, such an entry would no longer hold.
 */
export function isShutOutWithin(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  path: string,
): boolean {
  const registry = policy.registryEntry(registryId);
  const party = partyOf(policy, principal);
  if (registry === null || party === null) return false;
  const holders: readonly Party[] = [party, ...party.groups.filter(({ state }) => state !== null)];
  return levelsAbove(registry, path).some((level) =>
    entriesNaming(registry.grants, level, holders).some(
      ({ pattern, verbs }) => pattern !== null && verbs === NO_VERBS && patternCanMatchWithin(pattern, path),
    ),
  );
}

function levelsAbove(registry: RegistryEntry, path: string): readonly PolicyLevel[] {
  const levels = [registry.defaults];
  for (let above = parentPathOf(path); above !== null; above = parentPathOf(above)) {
    const level = registry.namespaces.get(above);
    if (level !== undefined) levels.push(level);
  }
  return levels;
}
