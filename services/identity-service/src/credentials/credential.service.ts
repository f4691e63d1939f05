import { Injectable } from '@nestjs/common';
import { IdentityStore } from '../store/identity-store.js';
import { PasswordThrottle } from '../throttling/password-throttle.js';
import type { User } from '../users/user.js';
import { InvalidCredentials } from './credentials.errors.js';
import { PasswordHasher } from './password-hasher.js';

/** In bytes: whoever sends more than anybody's password costs nothing. */
const SECRET_BYTES = 1024;

/** Checks who somebody is by name and password. */
@Injectable()
export class CredentialService {
  #decoy: Promise<string> | null = null;
  readonly #upgrades = new Set<string>();

  constructor(
    private readonly store: IdentityStore,
    private readonly hasher: PasswordHasher,
    private readonly throttle: PasswordThrottle,
  ) {}

  /** One error and the same work, whatever is wrong: nobody learns from it which names there are. */
  async verify(username: string, password: string, address: string): Promise<User> {
    if (Buffer.byteLength(password) > SECRET_BYTES) throw new InvalidCredentials();
    const user = await this.store.now.users.byUsername(username);
    if (!(await this.check(user, { account: username, password, address })) || user === null)
      throw new InvalidCredentials();
    void this.upgrade(user, password);
    return user;
  }

  /** Whether somebody who is signed in knows the own password: guessing is throttled here, too. */
  async confirm(user: User, password: string, address: string): Promise<boolean> {
    if (Buffer.byteLength(password) > SECRET_BYTES) return false;
    return this.check(user, { account: user.username, password, address });
  }

  /** A hash of nothing that anybody knows, made before the first password is asked about. */
  decoy(): Promise<string> {
    this.#decoy ??= this.hasher.hash(crypto.randomUUID());
    return this.#decoy;
  }

  /** A hash that was imported becomes one of ours at the first sign-in; what fails is tried at the next. */
  private async upgrade({ id, passwordHash }: User, password: string): Promise<void> {
    if (passwordHash?.startsWith('$2') !== true || this.#upgrades.has(id)) return;
    this.#upgrades.add(id);
    try {
      await this.store.now.users.replaceHash(id, passwordHash, await this.hasher.hash(password));
    } catch {
      // Nobody waits for it, and the old hash opens as well.
    } finally {
      this.#upgrades.delete(id);
    }
  }

  private check(
    user: User | null,
    { account, password, address }: { account: string; password: string; address: string },
  ): Promise<boolean> {
    const attempt = { account, address, secret: password, version: versionOf(user) };
    return this.throttle.check(attempt, async () => (await this.matches(user, password)) && user?.status === 'active');
  }

  /** Whether the password is the user's; costs a comparison also where there is nothing to compare with. */
  private async matches(user: User | null, password: string): Promise<boolean> {
    const hash = user?.passwordHash ?? null;
    const same = await this.hasher.verify(hash ?? (await this.decoy()), password);
    return hash !== null && same;
  }
}

/** Everything by which a password that was wrong could be right another time. */
function versionOf(user: User | null): string {
  if (user === null) return 'nobody';
  return [user.id, user.credentialVersion, user.status, user.passwordHash !== null].join(' ');
}
