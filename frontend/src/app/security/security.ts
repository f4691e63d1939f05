import { Component, inject } from '@angular/core';
import { summarizeDecisions } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { LoadState } from '../feedback/load-state';
import { PageHeader } from '../shell/page-header';
import { DenialsCard } from './denials-card';
import { FailedLogins } from './failed-logins';
import { NewAddresses } from './new-addresses';
import { Throttles } from './throttles';

/** What was denied lately, and what looks like somebody trying. */
@Component({
  selector: 'app-security',
  imports: [DenialsCard, FailedLogins, LoadState, NewAddresses, PageHeader, Throttles],
  template: `
    <app-page-header heading="Denials and security">What was denied lately, and who is trying.</app-page-header>
    <div class="stack">
      @if (summary.value(); as summary) {
        <app-denials-card [summary]="summary" />
        <app-throttles />
        <app-failed-logins [sources]="summary.failedLogins" />
        <app-new-addresses [uses]="summary.newAddresses" />
      } @else {
        <app-load-state [of]="summary" [rows]="6" />
        <app-throttles />
      }
    </div>
  `,
})
export class Security {
  protected readonly summary = inject(ConsoleClient).read(summarizeDecisions, () => ({}));
}
