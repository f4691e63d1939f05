import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DecisionSummary } from '@spectacles/contracts';
import { EmptyState } from '../feedback/empty-state';
import { barsOf, everyHour, HEIGHT, STEP } from './hour-bars';

/** What was denied in the last day, by the hour. */
@Component({
  selector: 'app-denials-card',
  imports: [EmptyState, RouterLink],
  template: `
    <section class="card" aria-labelledby="denials-heading">
      <div class="card-head">
        <h2 id="denials-heading">Last 24 hours</h2>
        <a routerLink="/token-log" [queryParams]="{ outcome: 'denied', within: '24h' }">All denials</a>
      </div>
      @if (denied() === 0) {
        <app-empty-state heading="No denials in 24 h" [sentence]="calm()" />
      } @else {
        <div class="body">
          <dl>
            <div>
              <dt>Granted</dt>
              <dd>{{ summary().granted }}</dd>
            </div>
            <div>
              <dt>Granted less</dt>
              <dd>{{ summary().reduced }}</dd>
            </div>
            <div>
              <dt>Refused</dt>
              <dd>{{ summary().refused }}</dd>
            </div>
          </dl>
          <svg
            [attr.viewBox]="'0 0 ' + width() + ' ' + height"
            preserveAspectRatio="none"
            role="img"
            aria-label="Denials by hour; the table below has the numbers"
          >
            @for (bar of bars(); track bar.x) {
              <rect [attr.x]="bar.x + 2" [attr.y]="bar.y" [attr.width]="step - 4" [attr.height]="bar.height" />
            }
            <line x1="0" [attr.x2]="width()" [attr.y1]="height" [attr.y2]="height" />
          </svg>
          <details class="more">
            <summary>As a table</summary>
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">Hour</th>
                  <th scope="col" class="number">Granted</th>
                  <th scope="col" class="number">Granted less</th>
                  <th scope="col" class="number">Refused</th>
                </tr>
              </thead>
              <tbody>
                @for (hour of hours(); track hour.at) {
                  <tr>
                    <th scope="row" class="title">{{ hour.words }}</th>
                    <td class="number" data-label="Granted">{{ hour.granted }}</td>
                    <td class="number" data-label="Less">{{ hour.reduced }}</td>
                    <td class="number" data-label="Refused">{{ hour.refused }}</td>
                  </tr>
                }
              </tbody>
            </table>
          </details>
        </div>
      }
    </section>
  `,
  styleUrl: './denials-card.scss',
})
export class DenialsCard {
  readonly summary = input.required<DecisionSummary>();
  protected readonly height = HEIGHT;
  protected readonly step = STEP;
  protected readonly denied = computed(() => this.summary().reduced + this.summary().refused);
  protected readonly calm = computed(
    () => `${String(this.summary().granted)} requests were granted all they asked for.`,
  );
  private readonly everyHour = computed(() => everyHour(this.summary(), new Date()));
  protected readonly bars = computed(() => barsOf(this.everyHour()));
  protected readonly width = computed(() => Math.max(1, this.everyHour().length) * STEP);
  protected readonly hours = computed(() =>
    this.everyHour()
      .map((hour) => ({
        ...hour,
        words: new Date(hour.at).toLocaleString(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' }),
      }))
      .reverse(),
  );
}
