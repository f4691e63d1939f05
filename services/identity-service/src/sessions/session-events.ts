import { Injectable } from '@nestjs/common';
import { SessionsEnded } from '@spectacles/contracts';
import { Clock, MessageClient } from '@spectacles/platform';
import type { IdentityTransaction } from '../store/identity-store.js';

/** Well below what a message may hold (1 MB). */
const IDS_PER_EVENT = 5000;

/** Tells the doors that sessions are over, so that they forget what they remember of them. */
@Injectable()
export class SessionEvents {
  constructor(
    private readonly messages: MessageClient,
    private readonly clock: Clock,
  ) {}

  ended(sessionIds: readonly string[]): void {
    for (let start = 0; start < sessionIds.length; start += IDS_PER_EVENT)
      this.messages.publish(SessionsEnded, { sessionIds: sessionIds.slice(start, start + IDS_PER_EVENT) });
  }

  /**
   * Ends the sessions of a user with the change that is under way, but for the one that asks for it. Refresh tokens end by
   * `refreshRevokedBelow` of the user, which the caller raises with the same change.
   */
  async endAll(transaction: IdentityTransaction, userId: string, except?: string): Promise<void> {
    const ids = (await transaction.sessions.idsOfUser(userId)).filter((id) => id !== except);
    await transaction.sessions.removeAll(ids);
    await transaction.refreshRevocations.cutOff(userId, this.clock.now());
    transaction.afterCommit(() => {
      this.ended(ids);
    });
  }
}
