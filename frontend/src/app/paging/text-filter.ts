import { Component, input, linkedSignal } from '@angular/core';
import { narrowing } from './narrowing';

const QUIET_MS = 250;

/** One of several filters of a list, by typing; in the address under its own name. */
@Component({
  selector: 'app-text-filter',
  template: `
    <input
      type="search"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      [attr.aria-label]="label()"
      [placeholder]="label()"
      [value]="text()"
      (input)="narrow($event)"
    />
  `,
  styles: `
    :host {
      flex: 1 1 150px;
      min-width: 0;
    }
  `,
})
export class TextFilter {
  private readonly change = narrowing();
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<string | undefined>();
  /** What the place in the list is called in the address, where a page has two lists: a filter begins anew. */
  readonly cursorName = input('cursor');
  protected readonly text = linkedSignal(() => this.value() ?? '');

  protected narrow(event: Event): void {
    const typed = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.change({ [this.name()]: typed, [this.cursorName()]: '' }, true);
    }, QUIET_MS);
  }
}
