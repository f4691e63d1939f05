import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

import type { Clock } from '@spectacles/platform';

const REMEMBERED_MS = 60_000;
const MAXIMUM_ENTRIES = 20_000;

/** Whom a name stood for when its password was refused: another version, or somebody new, is asked about again. */
export interface RefusedFor {
  readonly userId: string | null;
  readonly credentialVersion: number;
  readonly active: boolean;
}

/**
 * Passwords that were refused lately: a client that repeats one in a loop costs neither a message nor a hash. Only a keyed
 * hash of each is kept, under a key that never leaves the process.
 */
export class RefusedPasswordCache {
  private readonly key = createSecretKey(randomBytes(32));
  private readonly refusedAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly maximumEntries = MAXIMUM_ENTRIES,
  ) {}

  /** What stands for a name and a secret. */
  fingerprint(username: string, secret: string, { userId, credentialVersion, active }: RefusedFor): string {
    const whom = `${userId ?? ''}\0${String(credentialVersion)}\0${String(active)}`;
    return createHmac('sha256', this.key).update(`${whom}\0${username}\0${secret}`).digest('base64');
  }

  has(fingerprint: string): boolean {
    const at = this.refusedAt.get(fingerprint);
    return at !== undefined && this.clock.now().getTime() - at < REMEMBERED_MS;
  }

  remember(fingerprint: string): void {
    this.refusedAt.delete(fingerprint);
    this.refusedAt.set(fingerprint, this.clock.now().getTime());
    if (this.refusedAt.size <= this.maximumEntries) return;
    const [oldest] = this.refusedAt.keys();
    if (oldest !== undefined) this.refusedAt.delete(oldest);
  }
}
