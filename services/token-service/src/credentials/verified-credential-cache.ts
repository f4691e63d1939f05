import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

const MAXIMUM_ENTRIES = 50_000;

/**
 * Which secrets were found right, and when. Only a keyed hash of each is kept, under a key that never leaves the process
 * and is new with every start. The version of the user's password is part of what is hashed, so that changing the
 * password makes every entry of the old one unreachable.
 */
export class VerifiedCredentialCache {
  /** As a key object: given as bytes, Node 24 takes seven times as long to find out what they are. */
  private readonly key = createSecretKey(randomBytes(32));
  private readonly verifiedAt = new Map<string, number>();

  constructor(private readonly maximumEntries = MAXIMUM_ENTRIES) {}

  /** What stands for a secret of a user at a version of their password. */
  fingerprint(userId: string, credentialVersion: number, secret: string): string {
    return createHmac('sha256', this.key)
      .update(`${userId}\0${String(credentialVersion)}\0${secret}`)
      .digest('base64');
  }

  /** Milliseconds since the secret was verified; null where it was not. */
  age(fingerprint: string, now: number): number | null {
    const at = this.verifiedAt.get(fingerprint);
    return at === undefined ? null : now - at;
  }

  /** Remembers a success; the one verified longest ago makes room. */
  remember(fingerprint: string, now: number): void {
    this.verifiedAt.delete(fingerprint);
    this.verifiedAt.set(fingerprint, now);
    if (this.verifiedAt.size <= this.maximumEntries) return;
    const [oldest] = this.verifiedAt.keys();
    if (oldest !== undefined) this.verifiedAt.delete(oldest);
  }
}
