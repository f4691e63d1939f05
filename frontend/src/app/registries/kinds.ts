import type { HeaderMode, RegistryKind } from '@spectacles/contracts';

/** What people call the kinds of registries. */
export const kindNames: Record<RegistryKind, string> = {
  'distribution-2': 'Distribution 2 (registry:2)',
  'distribution-3': 'Distribution 3 (registry:3)',
  zot: 'zot',
};

export const kindChoices = Object.entries(kindNames) as readonly [RegistryKind, string][];

/** How tokens name the key they are signed with. */
const headerModeNames: Record<HeaderMode, string> = {
  x5c: 'Certificate chain (x5c) and key id; works everywhere',
  'kid-libtrust': 'Key id as libtrust writes it',
  'kid-thumbprint': 'Key id as JWK thumbprint (RFC 7638)',
};

export const headerModeChoices = Object.entries(headerModeNames) as readonly [HeaderMode, string][];
