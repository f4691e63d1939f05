import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  endAllUserSessions,
  endUserSession,
  listUserSessions,
  type SessionItem,
  type UserView,
} from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { LoadState } from '../feedback/load-state';
import { InForce } from '../in-force/in-force';
import { SessionTable } from '../sessions/session-table';
import { sessionWords } from '../sessions/session-words';

const PAGE = 200;

@Component({
  selector: 'app-user-sessions',
  imports: [LoadState, MatButton, SessionTable],
  templateUrl: './user-sessions.html',
})
export class UserSessions {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  readonly user = input.required<UserView>();
  protected readonly sessions = this.client.read(listUserSessions, () => ({
    params: { id: this.user().id },
    query: { limit: PAGE },
  }));

  protected async end(session: SessionItem): Promise<void> {
    const { id, username } = this.user();
    const done = await this.confirmation.ask({
      title: `End this session of ${username}?`,
      goes: [`${sessionWords(session)}: the next use is refused`],
      stays: 'They may sign in again.',
      action: 'End the session',
      run: () => this.client.send(endUserSession, { params: { id, sessionId: session.id } }),
    });
    if (done) this.ended(`The session of ${username} is ended.`);
  }

  protected async endAll(): Promise<void> {
    const { id, username } = this.user();
    const done = await this.confirmation.ask({
      title: `End all sessions of ${username}?`,
      goes: ['Every sign-in to this console', 'Every refresh token, used lately or not'],
      stays: 'Tokens and the password keep working: revoke or change them, where they may be in other hands.',
      action: 'End all',
      run: () => this.client.send(endAllUserSessions, { params: { id } }),
    });
    if (done) this.ended(`All sessions of ${username} are ended.`);
  }

  private ended(message: string): void {
    this.sessions.reload();
    this.inForce.tell(message);
  }
}
