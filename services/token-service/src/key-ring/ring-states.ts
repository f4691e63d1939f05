import type { RegistryState } from '@spectacles/access-control';
import type { SigningKeyState } from '@spectacles/contracts';

/**
 * Whose keys sign tokens of a registry: its own for zot, which looks at neither issuer nor audience, so that a token for
 * any other registry signed with the same key would open it; null for the keys that all others share.
 */
export function ownerOfKeys(registry: RegistryState): string | null {
  return registry.registryKind === 'zot' ? registry.id : null;
}

function newest(states: readonly SigningKeyState[]): SigningKeyState | null {
  // Ids grow with time (UUIDv7).
  return states.reduce<SigningKeyState | null>((best, one) => (best === null || one.id > best.id ? one : best), null);
}

/** The key that signs now. */
export function activeLeaf(states: readonly SigningKeyState[], owner: string | null): SigningKeyState | null {
  return newest(
    states.filter(({ role, state, registryId }) => role === 'leaf' && state === 'active' && registryId === owner),
  );
}

/** The authority that certifies the keys all registries but zot share. */
export function activeAuthority(states: readonly SigningKeyState[]): SigningKeyState | null {
  return newest(states.filter(({ role, state }) => role === 'ca' && state === 'active'));
}
