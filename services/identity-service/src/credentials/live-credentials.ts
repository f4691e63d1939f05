import { Injectable } from '@nestjs/common';
import type { Robot } from '../robots/robot.js';
import { IdentityStore } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import { isWithinRanges } from './address-ranges.js';
import { hasEnded, type StoredCredential } from './credential.js';

/** Whose a credential is. */
export type CredentialHolder =
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly user: User }
  | { readonly kind: 'robot'; readonly id: string; readonly name: string; readonly robot: Robot };

/** Which tokens and robots' secrets open anything now. */
@Injectable()
export class LiveCredentials {
  constructor(private readonly store: IdentityStore) {}

  /** The owner, where the credential and its owner are alive and it may be used from this address; else null. */
  async ownerOf(credential: StoredCredential | null, address: string, now: Date): Promise<CredentialHolder | null> {
    if (credential === null || hasEnded(credential, now)) return null;
    if (!isWithinRanges(credential.addressRanges, address)) return null;
    const { kind, id } = credential.owner;
    if (kind === 'user') {
      const user = await this.store.now.users.byId(id);
      return user?.status === 'active' ? { kind, id, name: user.username, user } : null;
    }
    const robot = await this.store.now.robots.byId(id);
    if (robot?.status !== 'active' || hasEnded(robot, now)) return null;
    return isWithinRanges(robot.addressRanges, address) ? { kind, id, name: robot.login, robot } : null;
  }
}
