import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../session/session-store';
import { PageHeading } from '../shell/page-focus';

/** One page for what does not exist and for what is not yours to see: the difference is nobody's business. */
@Component({
  selector: 'app-not-found',
  imports: [MatButton, PageHeading, RouterLink],
  template: `
    <div class="empty">
      <svg viewBox="0 0 120 60" width="120" height="60" fill="none" stroke="currentColor" aria-hidden="true">
        <g stroke-width="1.800" stroke-linecap="round" stroke-linejoin="round">
          <path d="M28 16h27v16a13.500 13.500 0 0 1-27 0zM65 16h27v16a13.500 13.500 0 0 1-27 0zM55 18q5-3 10 0" />
          <path d="M28 18 10 12M92 18l18-6M35 24l12 12M47 24 35 36M72 24l12 12M84 24 72 36" />
        </g>
      </svg>
      <h1 appPageHeading>Nothing to see here</h1>
      <p>
        This page does not exist, or you may not see it. If somebody sent you here, ask them, or an administrator, for
        access{{ name() }}.
      </p>
      <a matButton="filled" routerLink="/">Go to the start page</a>
    </div>
  `,
})
export class NotFound {
  private readonly user = inject(SessionStore).user();
  protected readonly name = () => (this.user === null ? '' : ` for ${this.user.username}`);
}
