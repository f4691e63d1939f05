import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { DecisionSummary } from '@spectacles/contracts';
import { EmptyState } from '../feedback/empty-state';
import { TimeAgo } from '../figures/time-ago';
import { credentialWords, subjectWords } from '../token-log/decision-words';

/** Credentials that were used from where they never were before. */
@Component({
  selector: 'app-new-addresses',
  imports: [EmptyState, MatButton, RouterLink, TimeAgo],
  template: `
    <section class="card" aria-labelledby="addresses-heading">
      <div class="card-head">
        <div>
          <h2 id="addresses-heading">Used from a new address</h2>
          <p class="quiet">Usual when a job moves; worth a question when nothing moved.</p>
        </div>
      </div>
      @if (uses().length > 0) {
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">From</th>
              <th scope="col">When</th>
              <th scope="col"><span class="visually-hidden">Token log</span></th>
            </tr>
          </thead>
          <tbody>
            @for (use of uses(); track $index) {
              <tr>
                <th scope="row" class="title">
                  {{ who(use.subject) }}<span class="sub">{{ credential(use.credential) }}</span>
                </th>
                <td data-label="From">
                  <span>
                    {{ use.address }}<span class="sub">{{ use.userAgent }}</span>
                  </span>
                </td>
                <td data-label="When"><app-time-ago [at]="use.at" /></td>
                <td class="number">
                  <a
                    matButton="outlined"
                    routerLink="/token-log"
                    [queryParams]="{ account: use.subject.name, address: use.address }"
                    [attr.aria-label]="'What ' + who(use.subject) + ' asked for from ' + use.address"
                    >Look</a
                  >
                </td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <app-empty-state
          heading="No new address in 24 h"
          sentence="A credential that turns up elsewhere appears here."
        />
      }
    </section>
  `,
})
export class NewAddresses {
  readonly uses = input.required<DecisionSummary['newAddresses']>();
  protected readonly who = subjectWords;
  protected readonly credential = credentialWords;
}
