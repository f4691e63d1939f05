import type { CredentialUse, TokenView } from '@spectacles/contracts';
import type { StoredCredential } from '../credentials/credential.js';
import { ExpiryPassed, ExpiryTooLate } from '../credentials/limits.errors.js';
import type { Settings } from '../settings/settings.js';

const DAY_MS = 24 * 3_600_000;

/** A token as its owner, and administrators, see it; the secret is in none of these. */
export function toTokenView(token: StoredCredential, lastUsed: CredentialUse | null): TokenView {
  return {
    id: token.id,
    name: token.name,
    scopes: token.scopes === null ? null : [...token.scopes],
    expiresAt: token.expiresAt?.toISOString() ?? null,
    addressRanges: [...token.addressRanges],
    createdAt: token.createdAt.toISOString(),
    lastUsed,
  };
}

/** When a new token ends: as asked for (null: never), or after the default, and not later than the settings allow. */
export function tokenExpiry(asked: string | null | undefined, settings: Settings, now: Date): Date | null {
  const { defaultTokenDays, maximumTokenDays } = settings;
  if (asked === undefined) {
    const days = Math.min(defaultTokenDays, maximumTokenDays ?? defaultTokenDays);
    return new Date(now.getTime() + days * DAY_MS);
  }
  if (asked === null) {
    if (maximumTokenDays !== null) throw new ExpiryTooLate(maximumTokenDays);
    return null;
  }
  const expiresAt = new Date(asked);
  if (expiresAt <= now) throw new ExpiryPassed();
  // People choose a day, and theirs may end up to a day after ours does.
  if (maximumTokenDays !== null && expiresAt.getTime() > now.getTime() + (maximumTokenDays + 1) * DAY_MS)
    throw new ExpiryTooLate(maximumTokenDays);
  return expiresAt;
}
