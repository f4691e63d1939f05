import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { ApiProblem } from '../api/problem';

/** What happened, what to do, and the id that finds it in the logs. */
@Component({
  selector: 'app-problem-note',
  imports: [MatButton, MatIcon],
  template: `
    <div class="note bad" role="alert">
      <mat-icon svgIcon="failed" class="bad" />
      <div class="words">
        <p>{{ problem().detail }}</p>
        @if (waiting(); as words) {
          <p>{{ words }}</p>
        }
        @if (problem().requestId; as id) {
          <p class="small quiet">
            Request <code>{{ id }}</code>
          </p>
        }
        @if (retryable()) {
          <button matButton="outlined" type="button" (click)="retry.emit()">Try again</button>
        }
      </div>
    </div>
  `,
  styles: `
    .words {
      display: grid;
      gap: 6px;
      justify-items: start;
    }
  `,
})
export class ProblemNote {
  readonly problem = input.required<ApiProblem>();
  /** Whether asking once more makes sense. */
  readonly retryable = input(false);
  readonly retry = output();

  protected readonly waiting = computed(() => {
    const seconds = this.problem().retryAfterSeconds;
    return seconds === null ? '' : `Try again in ${seconds === 1 ? 'a second' : `${String(seconds)} seconds`}.`;
  });
}
