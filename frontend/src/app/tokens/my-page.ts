import { Component } from '@angular/core';
import { PageHeader } from '../shell/page-header';
import { PageTabs } from '../shell/page-tabs';

/** What I can do, and with what I say who I am. */
@Component({
  selector: 'app-my-page',
  imports: [PageHeader, PageTabs],
  template: `
    <app-page-header heading="My access and tokens"
      >What you may do, and what your programs log in with.</app-page-header
    >
    <app-page-tabs [tabs]="tabs" label="My access and tokens" />
  `,
})
export class MyPage {
  protected readonly tabs = [
    { path: '.', label: 'Tokens', exact: true },
    { path: 'sessions', label: 'Sessions', exact: false },
    { path: 'access', label: 'What I can do', exact: false },
  ];
}
