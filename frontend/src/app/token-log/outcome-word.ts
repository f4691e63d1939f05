import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { DecisionOutcome } from './decision-words';

const looks = {
  granted: { icon: 'check', look: 'good', words: 'granted' },
  reduced: { icon: 'warning', look: 'warn', words: 'granted less' },
  denied: { icon: 'failed', look: 'bad', words: 'denied' },
  refused: { icon: 'failed', look: 'bad', words: 'refused' },
} as const;

/** What came of a request, as an icon and a word. */
@Component({
  selector: 'app-outcome-word',
  imports: [MatIcon],
  template: `<span class="state" [class]="look().look"><mat-icon [svgIcon]="look().icon" />{{ look().words }}</span>`,
})
export class OutcomeWord {
  readonly outcome = input.required<DecisionOutcome>();
  protected readonly look = computed(() => looks[this.outcome()]);
}
