import { PasswordHasher } from '../credentials/password-hasher.js';

/** Costs nothing and counts its work: a test compares work done, not time on a busy machine. */
export class CountingHasher extends PasswordHasher {
  hashes = 0;
  verifications = 0;

  override hash(password: string): Promise<string> {
    this.hashes += 1;
    return Promise.resolve(`counted:${password}`);
  }

  override verify(hash: string, password: string): Promise<boolean> {
    this.verifications += 1;
    return Promise.resolve(hash === `counted:${password}`);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
