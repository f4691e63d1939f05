import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { endAllSessions, endSession, listSessions, type SessionItem } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { LoadState } from '../feedback/load-state';
import { InForce } from '../in-force/in-force';
import { Pager } from '../paging/pager';
import { SessionTable } from './session-table';
import { sessionWords } from './session-words';

/** Where I am signed in: browsers, and clients that keep a refresh token. */
@Component({
  selector: 'app-session-list',
  imports: [LoadState, MatButton, Pager, SessionTable],
  templateUrl: './session-list.html',
})
export class SessionList {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  readonly cursor = input<string>();
  protected readonly sessions = this.client.read(listSessions, () => ({ query: { cursor: this.cursor() } }));

  protected async end(session: SessionItem): Promise<void> {
    const done = await this.confirmation.ask({
      title: session.kind === 'console' ? 'End this session?' : 'End this refresh token?',
      goes: [`${sessionWords(session)} from ${session.address ?? 'an unknown address'}: the next use is refused`],
      stays:
        'Whoever has the password or the token that it was made with can log in again: change or revoke that, too.',
      action: 'End it',
      run: () => this.client.send(endSession, { params: { id: session.id } }),
    });
    if (done) this.ended('It is ended.');
  }

  protected async endAll(): Promise<void> {
    const done = await this.confirmation.ask({
      title: 'End all your other sessions?',
      goes: [
        'Every other browser in which you are signed in',
        'Every refresh token, listed here or not: docker and other clients log in again',
      ],
      stays: 'This browser stays signed in. Tokens and your password keep working.',
      action: 'End all others',
      run: () => this.client.send(endAllSessions, {}),
    });
    if (done) this.ended('All your other sessions are ended.');
  }

  private ended(message: string): void {
    this.sessions.reload();
    this.inForce.tell(message);
  }
}
