import type { RefreshRevocationState } from '@spectacles/contracts';

/** A refresh token that somebody ended; kept until it would have ended by itself. */
export interface RefreshRevocation {
  /** Of the refresh token. */
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

/** How long a refresh token lives at most. */
export const REFRESH_TOKEN_MS = 90 * 24 * 3_600_000;

/** What token servers need to know of it. */
export function toRefreshRevocationState({ id, expiresAt }: RefreshRevocation): RefreshRevocationState {
  return { kind: 'refresh-revocation', id, expiresAt: expiresAt.toISOString() };
}
