import { Component, computed, effect, input, signal } from '@angular/core';
import type { LoadedValue } from '../api/loaded-value';
import { NotFound } from '../missing/not-found';
import { ProblemNote } from './problem-note';

const PATIENCE_MS = 300;

/** Stands in for a value that is not there yet: nothing for a moment, then a skeleton; or what went wrong. */
@Component({
  selector: 'app-load-state',
  imports: [NotFound, ProblemNote],
  template: `
    @if (problem(); as problem) {
      @if (problem.status === 404 || problem.status === 403) {
        <app-not-found />
      } @else {
        <app-problem-note [problem]="problem" [retryable]="true" (retry)="of().reload()" />
      }
    } @else if (slow()) {
      <div class="skeleton" aria-hidden="true">
        @for (line of lines(); track line) {
          <span></span>
        }
      </div>
      <p class="visually-hidden" role="status">Loading</p>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .skeleton {
      display: grid;
      gap: 14px;
      padding: 16px;
    }
    .skeleton span {
      height: 16px;
      border-radius: 6px;
      background: var(--tint);
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    .skeleton span:nth-child(3n + 1) {
      width: 62%;
    }
    .skeleton span:nth-child(3n + 2) {
      width: 84%;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
    app-problem-note {
      display: block;
      margin: 12px;
    }
  `,
})
export class LoadState {
  readonly of = input.required<LoadedValue<unknown>>();
  /** How many lines the skeleton has. */
  readonly rows = input(3);
  protected readonly slow = signal(false);
  protected readonly lines = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
  protected readonly problem = computed(() => this.of().problem());

  constructor() {
    effect((onCleanup) => {
      this.slow.set(false);
      if (this.of().value() !== undefined) return;
      const timer = setTimeout(() => {
        this.slow.set(true);
      }, PATIENCE_MS);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }
}
