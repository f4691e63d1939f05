import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { Step } from './first-push-progress';

/** Where somebody is on the way to the first push. */
@Component({
  selector: 'app-step-list',
  imports: [MatIcon],
  template: `
    <ol>
      @for (step of steps(); track step.name; let index = $index) {
        <li [attr.aria-current]="step === current() ? 'step' : null">
          <span class="dot" [class.done]="step.done" [class.now]="step === current()">
            @if (step.done) {
              <mat-icon svgIcon="check" />
            } @else {
              {{ index + 1 }}
            }
          </span>
          <div>
            <h3>
              {{ step.title }}<span class="visually-hidden">{{ step.done ? ', done' : '' }}</span>
            </h3>
            <p class="quiet">{{ step.line }}</p>
          </div>
        </li>
      }
    </ol>
  `,
  styles: `
    li {
      display: flex;
      gap: 12px;
      padding: 10px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    div {
      min-width: 0;
    }
    .dot {
      display: grid;
      flex: none;
      place-items: center;
      width: 24px;
      height: 24px;
      border: 1.5px solid var(--control);
      border-radius: 50%;
      font-size: 12px;
    }
    .dot mat-icon.mat-icon {
      width: 16px;
      height: 16px;
    }
    .dot.now {
      border: 2px solid var(--primary);
      color: var(--primary);
      font-weight: 600;
    }
    .dot.done {
      border-color: var(--good);
      background: var(--good-tint);
      color: var(--good);
    }
  `,
})
export class StepList {
  readonly steps = input.required<readonly Step[]>();
  readonly current = input.required<Step | null>();
}
