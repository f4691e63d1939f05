import { Injectable } from '@nestjs/common';
import { SessionsEnded } from '@spectacles/contracts';
import { MessageClient } from '@spectacles/platform';
import type { IdentityTransaction } from '../store/identity-store.js';

/** Tells the doors that sessions are over, so that they forget what they remember of them. */
@Injectable()
export class SessionEvents {
  constructor(private readonly messages: MessageClient) {}

  ended(sessionIds: readonly string[]): void {
    if (sessionIds.length > 0) this.messages.publish(SessionsEnded, { sessionIds: [...sessionIds] });
  }

  /** Ends the sessions of a user with the change that is under way, but for the one that asks for it. */
  async endAll(transaction: IdentityTransaction, userId: string, except?: string): Promise<void> {
    const ids = (await transaction.sessions.idsOfUser(userId)).filter((id) => id !== except);
    await transaction.sessions.removeAll(ids);
    transaction.afterCommit(() => {
      this.ended(ids);
    });
  }
}
