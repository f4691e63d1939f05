import type { CredentialState, RobotState } from '@spectacles/contracts';
import { hashSecret, newSecret } from '@spectacles/platform';

import { idOf } from './house.js';

/** A robot as a test wants it. */
export const aRobot = (number: number, login: string, changes: Partial<RobotState> = {}): RobotState => ({
  kind: 'robot',
  id: idOf(number),
  login,
  namespaceId: null,
  status: 'active',
  expiresAt: null,
  scopes: null,
  addressRanges: [],
  refreshRevokedBelow: 0,
  ...changes,
});

/** A personal access token, or a secret of a robot, with the secret itself. */
export function aCredential(
  number: number,
  owner: { readonly kind: 'user' | 'robot'; readonly id: string },
  changes: Partial<CredentialState> = {},
): { readonly secret: string; readonly state: CredentialState } {
  const secret = newSecret(owner.kind === 'user' ? 'spt_' : 'spr_');
  const state: CredentialState = {
    kind: 'credential',
    id: idOf(number),
    name: `credential ${String(number)}`,
    owner: { kind: owner.kind, id: owner.id },
    secretHash: hashSecret(secret),
    scopes: null,
    expiresAt: null,
    addressRanges: [],
    ...changes,
  };
  return { secret, state };
}
