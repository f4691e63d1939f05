import { Component, inject } from '@angular/core';
import { CurrentUser } from './current-user';
import { UserSessions } from './user-sessions';
import { UserTokens } from './user-tokens';

/** What a user signs in with, for administrators: to look at and to end, never to make. */
@Component({
  selector: 'app-user-credentials',
  imports: [UserSessions, UserTokens],
  template: `
    @if (user.value(); as user) {
      <div class="stack">
        <app-user-tokens [user]="user" />
        <app-user-sessions [user]="user" />
      </div>
    }
  `,
})
export class UserCredentials {
  protected readonly user = inject(CurrentUser).user;
}
