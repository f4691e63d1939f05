import type { RobotChange } from '@spectacles/contracts';
import { ExpiryPassed } from '../credentials/limits.errors.js';
import type { Robot } from './robot.js';

/** When a robot, or a secret, is to end: a moment in the future, or never. */
export function futureOrNull(text: string | null, now: Date, pointer = '/expiresAt'): Date | null {
  if (text === null) return null;
  const moment = new Date(text);
  if (moment <= now) throw new ExpiryPassed(pointer);
  return moment;
}

/** What a change would change, before and after, in words for the activity log. */
export function robotChanges(robot: Robot, change: RobotChange, expiresAt: Date | null) {
  const fields = [
    ['description', robot.description, change.description ?? robot.description],
    ['scopes', textOf(robot.scopes), textOf(change.scopes === undefined ? robot.scopes : change.scopes)],
    ['expiresAt', robot.expiresAt?.toISOString() ?? null, expiresAt?.toISOString() ?? null],
    ['addressRanges', robot.addressRanges.join(', '), (change.addressRanges ?? robot.addressRanges).join(', ')],
    ['status', robot.status, change.status ?? robot.status],
  ] as const;
  return fields
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, before, after }));
}

/** Makes the change; a robot that is disabled loses its refresh tokens for good. */
export function applyChange(robot: Robot, change: RobotChange, at: { expiresAt: Date | null; n: number }): void {
  if (robot.status === 'active' && change.status === 'disabled') robot.refreshRevokedBelow = at.n;
  robot.description = change.description ?? robot.description;
  robot.scopes = change.scopes === undefined ? robot.scopes : change.scopes;
  robot.expiresAt = at.expiresAt;
  robot.addressRanges = change.addressRanges ?? robot.addressRanges;
  robot.status = change.status ?? robot.status;
  robot.version += 1;
}

function textOf(scopes: Robot['scopes']): string | null {
  if (scopes === null) return null;
  return scopes
    .map(({ registryId, pattern, actions }) => [registryId, pattern, actions.join(',')].filter(Boolean).join(' '))
    .join('; ');
}
