import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TokenView } from '@spectacles/contracts';
import { TimeAgo } from '../figures/time-ago';

/** The rest of what is known of a token. */
@Component({
  selector: 'app-token-details',
  imports: [RouterLink, TimeAgo],
  template: `
    <dl class="facts">
      <dt>Made</dt>
      <dd><app-time-ago [at]="token().createdAt" [always]="true" /></dd>
      <dt>Works from</dt>
      <dd>{{ token().addressRanges.join(', ') || 'everywhere' }}</dd>
      <dt>Last used</dt>
      <dd>
        @if (token().lastUsed; as use) {
          <app-time-ago [at]="use.at" [always]="true" /> from {{ use.address }}, by
          {{ use.userAgent || 'a program that gives no name' }}
        } @else {
          never, as far as the token log knows
        }
      </dd>
      @if (token().lastUsed?.repository; as repository) {
        <dt>Last for</dt>
        <dd>
          <code>{{ repository }}</code>
        </dd>
      }
      <dt>More</dt>
      <dd class="row">
        <a routerLink="/token-log" [queryParams]="{ credentialId: token().id }">What it was used for</a>
        <a routerLink="/simulator" [queryParams]="question()">What it may do</a>
      </dd>
    </dl>
  `,
})
export class TokenDetails {
  readonly token = input.required<TokenView>();
  protected readonly question = computed(() => ({ principal: `token:${this.token().id}` }));
}
