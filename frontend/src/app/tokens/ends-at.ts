import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TimeAgo } from '../figures/time-ago';

const SOON_MS = 14 * 86_400_000;

/** When a credential ends; marked where that is soon or has been. */
@Component({
  selector: 'app-ends-at',
  imports: [MatIcon, TimeAgo],
  template: `
    @switch (state()) {
      @case ('never') {
        never
      }
      @case ('later') {
        <app-time-ago [at]="at()" />
      }
      @case ('soon') {
        <span class="state warn"><mat-icon svgIcon="clock" /><app-time-ago [at]="at()" /></span>
      }
      @case ('ended') {
        <span class="state bad"><mat-icon svgIcon="failed" />ended <app-time-ago [at]="at()" /></span>
      }
    }
  `,
})
export class EndsAt {
  readonly at = input.required<string | null>();
  protected readonly state = computed(() => {
    const at = this.at();
    if (at === null) return 'never';
    const left = Date.parse(at) - Date.now();
    if (left <= 0) return 'ended';
    return left < SOON_MS ? 'soon' : 'later';
  });
}
