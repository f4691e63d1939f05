import type { CredentialScope, RobotState } from '@spectacles/contracts';

/** A machine with a name of its own, which outlives whoever made it. */
export interface Robot {
  readonly id: string;
  readonly name: string;
  /** `<namespace>+<name>`, or `+<name>`: never changed, and never given away again. */
  readonly login: string;
  /** Whose it is; null: of the installation. */
  readonly namespaceId: string | null;
  description: string;
  /** null: all that its namespace holds; of a robot without a namespace nothing but its entries. */
  scopes: readonly CredentialScope[] | null;
  expiresAt: Date | null;
  addressRanges: readonly string[];
  status: 'active' | 'disabled';
  /** Refresh tokens issued at an older policy are dead. */
  refreshRevokedBelow: number;
  /** How many secrets it ever had, by which they are named. */
  secretsMade: number;
  readonly createdAt: Date;
  version: number;
}

/** What a robot gives as its user name. */
export function robotLogin(namespacePath: string | null, name: string): string {
  return `${namespacePath ?? ''}+${name}`;
}

/** What decisions need to know of a robot. */
export function toRobotState(robot: Robot): RobotState {
  return {
    kind: 'robot',
    id: robot.id,
    login: robot.login,
    namespaceId: robot.namespaceId,
    status: robot.status,
    expiresAt: robot.expiresAt?.toISOString() ?? null,
    scopes: robot.scopes === null ? null : [...robot.scopes],
    addressRanges: [...robot.addressRanges],
    refreshRevokedBelow: robot.refreshRevokedBelow,
  };
}
