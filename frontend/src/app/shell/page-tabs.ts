import { Component, input } from '@angular/core';
import { MatTabLink, MatTabNav, MatTabNavPanel } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';

/** A part of a page with an address of its own. */
export interface PageTab {
  readonly path: string;
  readonly label: string;
  /** Whether addresses below it are other tabs. */
  readonly exact: boolean;
}

/** The parts of a page, and the one that is open; a single part needs no tabs. */
@Component({
  selector: 'app-page-tabs',
  imports: [MatTabLink, MatTabNav, MatTabNavPanel, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    @if (tabs().length > 1) {
      <nav mat-tab-nav-bar class="tabs" [tabPanel]="panel" mat-stretch-tabs="false" [attr.aria-label]="label()">
        @for (tab of tabs(); track tab.path) {
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
    }
    <mat-tab-nav-panel #panel><router-outlet /></mat-tab-nav-panel>
  `,
})
export class PageTabs {
  readonly tabs = input.required<readonly PageTab[]>();
  /** What the tabs are about, for whoever hears the page. */
  readonly label = input.required<string>();
}
