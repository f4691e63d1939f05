import { Component, input } from '@angular/core';
import { narrowing } from './narrowing';

export interface FilterChoice {
  readonly value: string;
  readonly words: string;
}

/** One of several filters of a list, by choosing; in the address under its own name. */
@Component({
  selector: 'app-choice-filter',
  template: `
    <select [attr.aria-label]="label()" (change)="choose($event)">
      @for (choice of choices(); track choice.value) {
        <option [value]="choice.value" [selected]="choice.value === (value() ?? '')">{{ choice.words }}</option>
      }
    </select>
  `,
})
export class ChoiceFilter {
  private readonly change = narrowing();
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly choices = input.required<readonly FilterChoice[]>();
  readonly value = input.required<string | undefined>();

  protected choose(event: Event): void {
    this.change({ [this.name()]: (event.target as HTMLSelectElement).value });
  }
}
