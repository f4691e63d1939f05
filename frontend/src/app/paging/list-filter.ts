import { Component, inject, input, linkedSignal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';

const QUIET_MS = 250;

/** The filter of a list; what is typed becomes part of the address, so that it can be linked and gone back to. */
@Component({
  selector: 'app-list-filter',
  template: `
    <input
      type="search"
      autocomplete="off"
      spellcheck="false"
      [attr.aria-label]="label()"
      [placeholder]="label()"
      [value]="text()"
      (input)="narrow($event)"
    />
  `,
  host: { class: 'grow' },
})
export class ListFilter {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly label = input.required<string>();
  readonly value = input.required<string | undefined>();
  protected readonly text = linkedSignal(() => this.value() ?? '');

  protected narrow(event: Event): void {
    const typed = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.router.navigate([], {
        relativeTo: this.route,
        queryParams: { q: typed === '' ? null : typed, cursor: null },
        queryParamsHandling: 'merge',
        replaceUrl: true,
      });
    }, QUIET_MS);
  }
}
