import { Component, effect, inject, input } from '@angular/core';
import { LoadState } from '../feedback/load-state';
import { TimeAgo } from '../figures/time-ago';
import { PageHeader } from '../shell/page-header';
import { PageTabs } from '../shell/page-tabs';
import { CurrentUser } from './current-user';

const tabs = [
  { path: '.', label: 'Overview', exact: true },
  { path: 'access', label: 'Effective access', exact: false },
  { path: 'credentials', label: 'Tokens and sessions', exact: false },
] as const;

@Component({
  selector: 'app-user-page',
  imports: [LoadState, PageHeader, PageTabs, TimeAgo],
  providers: [CurrentUser],
  template: `
    @if (user.value(); as user) {
      <app-page-header [heading]="user.username" [crumbs]="[{ label: 'Users', link: '/users' }]">
        <p>
          {{ user.displayName ? user.displayName + ' · ' : '' }}{{ user.administrator ? 'administrator' : 'user' }} ·
          {{ user.status }} · last seen <app-time-ago [at]="user.lastSeenAt" />
        </p>
      </app-page-header>
      <app-page-tabs [tabs]="tabs" label="About this user" />
    } @else {
      <app-load-state [of]="user" [rows]="5" />
    }
  `,
})
export class UserPage {
  private readonly current = inject(CurrentUser);
  readonly id = input.required<string>();
  protected readonly user = this.current.user;
  protected readonly tabs = tabs;

  constructor() {
    effect(() => {
      this.current.id.set(this.id());
    });
  }
}
