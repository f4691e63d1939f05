import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DecisionSummary } from '@spectacles/contracts';
import { EmptyState } from '../feedback/empty-state';
import { TimeAgo } from '../figures/time-ago';

/** Where wrong names and passwords came from. */
@Component({
  selector: 'app-failed-logins',
  imports: [EmptyState, RouterLink, TimeAgo],
  template: `
    <section class="card" aria-labelledby="failed-heading">
      <div class="card-head"><h2 id="failed-heading">Failed log-ins by source</h2></div>
      @if (sources().length > 0) {
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Accounts</th>
              <th scope="col" class="number">How often</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            @for (source of sources(); track source.address) {
              <tr>
                <td class="title">
                  <a
                    class="key"
                    routerLink="/token-log"
                    [queryParams]="{ address: source.address, outcome: 'refused', within: '24h' }"
                    >{{ source.address }}</a
                  >
                </td>
                <td data-label="Accounts">{{ source.accounts.join(', ') || 'none given' }}</td>
                <td class="number" data-label="How often">{{ source.count }}</td>
                <td data-label="Last"><app-time-ago [at]="source.lastAt" /></td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <app-empty-state
          heading="No failed log-ins in 24 h"
          sentence="Wrong passwords, tokens and secrets appear here."
        />
      }
    </section>
  `,
})
export class FailedLogins {
  readonly sources = input.required<DecisionSummary['failedLogins']>();
}
