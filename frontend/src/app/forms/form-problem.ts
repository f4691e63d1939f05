import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { ProblemNote } from '../feedback/problem-note';
import type { ServerError } from './submission';

/** What the server has against a form as a whole. */
@Component({
  selector: 'app-form-problem',
  imports: [ProblemNote],
  template: `
    @if (problem(); as problem) {
      <app-problem-note [problem]="problem" />
    }
  `,
  styles: `
    app-problem-note {
      display: block;
      margin-bottom: 16px;
    }
  `,
})
export class FormProblem {
  readonly of = input.required<FieldTree<unknown>>();
  protected readonly problem = computed(
    () =>
      (
        this.of()()
          .errors()
          .find((error) => error.kind === 'server') as ServerError | undefined
      )?.problem,
  );
}
