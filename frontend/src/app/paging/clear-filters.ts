import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

/** Takes every filter of a list away; names those that have no field of their own. */
@Component({
  selector: 'app-clear-filters',
  imports: [MatButton, RouterLink],
  template: `
    @if (words()) {
      <span class="quiet">Only {{ words() }}</span>
    }
    <a matButton [routerLink]="[]" [queryParams]="{}">Clear the filters</a>
  `,
  host: { class: 'row' },
})
export class ClearFilters {
  readonly about = input<readonly string[]>([]);
  protected readonly words = computed(() => this.about().join(', '));
}
