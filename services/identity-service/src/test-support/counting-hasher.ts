import { PasswordHasher } from '../credentials/password-hasher.js';

/** Costs nothing and counts its work: a test compares work done, not time on a busy machine. */
export class CountingHasher extends PasswordHasher {
  hashes = 0;
  verifications = 0;
  /** Done once, while the next comparison is under way. */
  meanwhile: (() => Promise<unknown>) | null = null;

  /** Compares with hashes that were made elsewhere. */
  others: (password: string, hash: string) => boolean = () => false;

  override hash(password: string): Promise<string> {
    this.hashes += 1;
    return Promise.resolve(`counted:${password}`);
  }

  override async verify(hash: string, password: string): Promise<boolean> {
    this.verifications += 1;
    const { meanwhile } = this;
    this.meanwhile = null;
    await meanwhile?.();
    return hash === `counted:${password}` || (hash.startsWith('$2') && this.others(password, hash));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
