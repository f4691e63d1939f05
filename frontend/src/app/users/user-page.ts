import { Component, effect, inject, input } from '@angular/core';
import { MatTabLink, MatTabNav, MatTabNavPanel } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LoadState } from '../feedback/load-state';
import { TimeAgo } from '../figures/time-ago';
import { PageHeader } from '../shell/page-header';
import { CurrentUser } from './current-user';

const tabs = [
  { path: '.', label: 'Overview', exact: true },
  { path: 'access', label: 'Effective access', exact: false },
  { path: 'credentials', label: 'Tokens and sessions', exact: false },
] as const;

@Component({
  selector: 'app-user-page',
  imports: [
    LoadState,
    MatTabLink,
    MatTabNav,
    MatTabNavPanel,
    PageHeader,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    TimeAgo,
  ],
  providers: [CurrentUser],
  template: `
    @if (user.value(); as user) {
      <app-page-header [heading]="user.username" [crumbs]="[{ label: 'Users', link: '/users' }]">
        <p>
          {{ user.displayName ? user.displayName + ' · ' : '' }}{{ user.administrator ? 'administrator' : 'user' }} ·
          {{ user.status }} · last seen <app-time-ago [at]="user.lastSeenAt" />
        </p>
      </app-page-header>
      <nav mat-tab-nav-bar class="tabs" [tabPanel]="panel" mat-stretch-tabs="false" aria-label="About this user">
        @for (tab of tabs; track tab.path) {
          <a
            mat-tab-link
            [routerLink]="tab.path"
            routerLinkActive
            #link="routerLinkActive"
            [routerLinkActiveOptions]="{ exact: tab.exact }"
            [active]="link.isActive"
            >{{ tab.label }}</a
          >
        }
      </nav>
      <mat-tab-nav-panel #panel><router-outlet /></mat-tab-nav-panel>
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
