import { Injectable } from '@nestjs/common';
import { IdentityStore } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { InvalidCredentials } from './credentials.errors.js';
import { PasswordHasher } from './password-hasher.js';

/** In bytes: whoever sends more than anybody's password costs nothing. */
const SECRET_BYTES = 1024;

/** Checks who somebody is by name and password. */
@Injectable()
export class CredentialService {
  #decoy: Promise<string> | null = null;

  constructor(
    private readonly store: IdentityStore,
    private readonly hasher: PasswordHasher,
  ) {}

  /** One error and the same work, whatever is wrong: nobody learns from it which names there are. */
  async verify(username: string, password: string): Promise<User> {
    if (Buffer.byteLength(password) > SECRET_BYTES) throw new InvalidCredentials();
    const user = await this.store.now.users.byUsername(username);
    const matches = await this.matches(user, password);
    if (user?.status !== 'active' || !matches) throw new InvalidCredentials();
    return user;
  }

  /** Whether the password is the user's; costs a comparison also where there is nothing to compare with. */
  async matches(user: User | null, password: string): Promise<boolean> {
    const hash = user?.passwordHash ?? null;
    const same = await this.hasher.verify(hash ?? (await this.decoy()), password);
    return hash !== null && same;
  }

  /** A hash of nothing that anybody knows, made before the first password is asked about. */
  decoy(): Promise<string> {
    this.#decoy ??= this.hasher.hash(crypto.randomUUID());
    return this.#decoy;
  }
}
