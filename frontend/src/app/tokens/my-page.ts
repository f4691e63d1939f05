import { Component } from '@angular/core';
import { MatTabLink, MatTabNav, MatTabNavPanel } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { PageHeader } from '../shell/page-header';

/** What I can do, and with what I say who I am. */
@Component({
  selector: 'app-my-page',
  imports: [MatTabLink, MatTabNav, MatTabNavPanel, PageHeader, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <app-page-header heading="My access and tokens"
      >What you may do, and what your programs log in with.</app-page-header
    >
    <nav mat-tab-nav-bar class="tabs" [tabPanel]="panel" mat-stretch-tabs="false" aria-label="My access and tokens">
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
  `,
})
export class MyPage {
  protected readonly tabs = [
    { path: '.', label: 'Tokens', exact: true },
    { path: 'sessions', label: 'Sessions', exact: false },
    { path: 'access', label: 'What I can do', exact: false },
  ];
}
