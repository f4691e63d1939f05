import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DecisionView } from '@spectacles/contracts';
import { TimeAgo } from '../figures/time-ago';
import { becauseOf, questionOf } from './decision-words';

/** The rest of what is known of one request. */
@Component({
  selector: 'app-decision-details',
  imports: [RouterLink, TimeAgo],
  template: `
    <dl class="facts">
      <dt>When</dt>
      <dd>
        <app-time-ago [at]="row().at" [always]="true" />
        @if (row().count > 1) {
          {{ row().count }} times, the last <app-time-ago [at]="row().lastAt" />
        }
      </dd>
      <dt>From</dt>
      <dd>
        {{ row().address }}{{ row().newAddress ? ', for the first time' : '' }}, by
        {{ row().userAgent || 'a program that gives no name' }}
      </dd>
      <dt>Registry</dt>
      <dd>{{ row().service }}</dd>
      <dt>Why</dt>
      <dd>
        @for (sentence of because(); track sentence) {
          <p>{{ sentence }}</p>
        } @empty {
          Nothing was asked for but a token.
        }
        @if (question(); as question) {
          <a routerLink="/simulator" [queryParams]="question">Ask the simulator the same</a>
        }
      </dd>
      <dt>Policy version</dt>
      <dd>{{ row().policyVersion }}</dd>
      @if (row().tokenId) {
        <dt>Token id</dt>
        <dd>
          <code>{{ row().tokenId }}</code>
        </dd>
      }
      @if (row().expiresAt) {
        <dt>Token ends</dt>
        <dd><app-time-ago [at]="row().expiresAt" [always]="true" /></dd>
      }
      <dt>Request</dt>
      <dd>
        <code>{{ row().requestId }}</code>
      </dd>
    </dl>
  `,
})
export class DecisionDetails {
  readonly row = input.required<DecisionView>();
  protected readonly because = computed(() => becauseOf(this.row()));
  protected readonly question = computed(() => questionOf(this.row()));
}
